package seal

import (
	"bytes"
	"encoding/base64"
)

// blanks may surround a line and pad a digest tag.
const blanks = " \t"

// strictBase64 refuses the spellings that decode to the same bytes but that no encoder writes.
var strictBase64 = base64.StdEncoding.Strict()

// joinBlocks writes a message: the prefix, then one base64 line per block, with a line feed between lines.
func joinBlocks(blocks [][]byte) []byte {
	size := len(prefix)
	for _, block := range blocks {
		size += base64.StdEncoding.EncodedLen(len(block)) + 1
	}
	message := append(make([]byte, 0, size), prefix...)
	for i, block := range blocks {
		if i > 0 {
			message = append(message, '\n')
		}
		message = base64.StdEncoding.AppendEncode(message, block)
	}
	return message
}

// splitBlocks decodes the lines of a message into blocks of exactly size bytes, at most limit of them. Lines may have
// blanks or a CR around them, and one line end may follow the last line.
func splitBlocks(message []byte, size, limit int) ([][]byte, bool) {
	lines, sealed := bytes.CutPrefix(message, []byte(prefix))
	if !sealed {
		return nil, false
	}
	lines = bytes.TrimSuffix(lines, []byte("\n"))

	// Count and length first: nothing is allocated for a message of a million empty lines.
	width := base64.StdEncoding.EncodedLen(size)
	count := bytes.Count(lines, []byte("\n")) + 1
	if count > limit || len(lines) < count*width {
		return nil, false
	}
	blocks := make([][]byte, 0, count)
	space := make([]byte, count*size)
	for line := range bytes.SplitSeq(lines, []byte("\n")) {
		line = bytes.Trim(line, blanks+"\r")
		if len(line) != width {
			return nil, false
		}
		// The decoder skips a CR inside a line; then the block comes out too short.
		block, err := strictBase64.AppendDecode(space[:0:size], line)
		if err != nil || len(block) != size {
			return nil, false
		}
		blocks = append(blocks, block)
		space = space[size:]
	}
	return blocks, true
}

// maxBlocks is how many blocks [Seal] makes of a text of that length.
func maxBlocks(text int) int {
	return (frameSize(text) + pieceSize - 1) / pieceSize
}

// MessageSize is the length of the message that [Seal] makes of a text, both in bytes, for a key of 2048 bits. It
// says how much of a body must be read for [Open] to see a text of the length that it allows.
func MessageSize(text int) int {
	const line = 345 // 256 bytes in base64, and a line feed
	return len(prefix) + maxBlocks(text)*line - 1
}
