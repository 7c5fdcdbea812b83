package xpayments

import (
	"bytes"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
)

// ErrSealBroken is returned by [Open] and [OpenLimited], as it is and for every reason: no prefix, bad base64, the wrong key, bad
// padding, a wrong digest. Whoever sends us messages must not learn which it was, because errors of PKCS#1 v1.5 that can be told
// apart let an attacker decrypt, query by query, what was sealed for us (Bleichenbacher's attack).
var ErrSealBroken = errors.New("xpayments: the sealed message cannot be opened")

// blanks may surround a line and pad a digest tag.
const blanks = " \t"

// Open returns the text of a sealed message, or [ErrSealBroken]. An empty text is an empty slice, not nil.
//
// Writers may cut the frame as they like and use any salt. Lines may have blanks or a CR around them, and one line end may follow the
// last line; everything else must be as [Seal] writes it.
//
// The cost is one RSA decryption per line, so a caller that reads messages from strangers uses [OpenLimited]. Lines are decrypted by
// at most GOMAXPROCS goroutines; memory is proportional to the message.
func Open(priv *rsa.PrivateKey, message []byte) ([]byte, error) {
	return OpenLimited(priv, message, len(message))
}

// OpenLimited is [Open] for messages of at most maxBytes; longer ones are refused, with the same error, before any of them is
// decrypted. 64 KiB of message hold a text of about 24 kB.
func OpenLimited(priv *rsa.PrivateKey, message []byte, maxBytes int) ([]byte, error) {
	if priv == nil || priv.N == nil || len(message) > maxBytes {
		return nil, ErrSealBroken
	}
	// The sender knows what the lines look like: refusing them early tells nothing, and saves the decryption.
	blocks, ok := splitBlocks(message, priv.Size())
	if !ok {
		return nil, ErrSealBroken
	}
	// From here on the key is involved: all the work is done before there is an answer.
	frame, decrypted := decryptBlocks(priv, blocks)
	text, intact := openFrame(frame)
	if !decrypted || !intact {
		return nil, ErrSealBroken
	}
	return text, nil
}

// splitBlocks decodes the lines of a message into blocks of exactly size bytes.
func splitBlocks(message []byte, size int) ([][]byte, bool) {
	lines, sealed := bytes.CutPrefix(message, []byte(sealPrefix))
	if !sealed {
		return nil, false
	}
	lines = bytes.TrimSuffix(lines, []byte("\n"))

	// Line length first: nothing is allocated for a message of a million empty lines.
	width := base64.StdEncoding.EncodedLen(size)
	count := bytes.Count(lines, []byte("\n")) + 1
	if len(lines) < count*width {
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

// strictBase64 refuses the spellings that decode to the same bytes but that no encoder writes.
var strictBase64 = base64.StdEncoding.Strict()

// decryptBlocks decrypts all blocks, also after one has failed, and joins what they hold.
func decryptBlocks(priv *rsa.PrivateKey, blocks [][]byte) (frame []byte, ok bool) {
	pieces := make([][]byte, len(blocks))
	var next, failed atomic.Int64
	work := func() {
		for {
			i := int(next.Add(1)) - 1
			if i >= len(blocks) {
				return
			}
			piece, err := decryptBlock(priv, blocks[i])
			if err != nil {
				failed.Add(1)
			}
			pieces[i] = piece
		}
	}
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(blocks)) - 1 {
		workers.Go(work)
	}
	work() // the caller's goroutine is one of them
	workers.Wait()
	return bytes.Join(pieces, nil), failed.Load() == 0
}
