package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
)

func TestBuildFrameIsExactToTheByte(t *testing.T) {
	vectors := decodeVector[struct {
		Frames []struct {
			Name   string `json:"name"`
			Salt   string `json:"salt_hex"`
			Text   []byte `json:"text_base64"`
			Digest string `json:"digest_hex"`
			Length int    `json:"frame_length"`
			SHA256 string `json:"frame_sha256"`
			Sizes  []int  `json:"block_text_sizes"`
			Frame  string `json:"frame_hex"`
		}
	}](t, "frames.json")
	if len(vectors.Frames) == 0 {
		t.Fatal("no vectors")
	}
	for _, v := range vectors.Frames {
		t.Run(v.Name, func(t *testing.T) {
			salt, err := hex.DecodeString(v.Salt)
			if err != nil {
				t.Fatal(err)
			}
			frame := buildFrame(salt, v.Text)
			if sum := sha256.Sum256(frame); len(frame) != v.Length || hex.EncodeToString(sum[:]) != v.SHA256 {
				t.Errorf("frame of %d bytes with SHA-256 %x, want %d and %s", len(frame), sum, v.Length, v.SHA256)
			}
			if v.Frame != "" && hex.EncodeToString(frame) != v.Frame {
				t.Errorf("frame = %x, want %s", frame, v.Frame)
			}
			if sum := digest(v.Text); hex.EncodeToString(sum[:]) != v.Digest {
				t.Errorf("digest = %x, want %s", sum, v.Digest)
			}
			if text, ok := openFrame(frame); !ok || !bytes.Equal(text, v.Text) {
				t.Errorf("openFrame: %q, %v", text, ok)
			}
			// The pieces a writer cuts are seen by the reader as decrypted blocks of these sizes.
			message, err := sealFrame(&xpToStore().PublicKey, frame, pieceSize)
			if err != nil {
				t.Fatal(err)
			}
			if sizes := pieceSizes(t, message); !slices.Equal(sizes, v.Sizes) {
				t.Errorf("pieces of %v bytes, want %v", sizes, v.Sizes)
			}
		})
	}
}

func TestNewSaltHasOnlyBytesFrom33(t *testing.T) {
	seen := map[byte]bool{}
	for range 500 {
		salt := newSalt()
		if len(salt) != saltSize {
			t.Fatalf("salt of %d bytes", len(salt))
		}
		for _, b := range salt {
			if b < 33 {
				t.Fatalf("salt has the byte %d", b)
			}
			seen[b] = true
		}
	}
	if len(seen) != 223 {
		t.Errorf("%d different bytes in 16,000, want all 223", len(seen))
	}
}

func TestOpenFrame(t *testing.T) {
	sum := digest([]byte("text"))
	check := "000000000024     MD5" + string(sum[:])
	for _, c := range []struct {
		name, frame string
		ok          bool
	}{
		{"as written", "000000000001s" + check + "000000000004text", true},
		{"no salt", "000000000000" + check + "000000000004text", true},
		{"bytes after the text", "000000000000" + check + "000000000004textMORE", true},
		{"tag in the middle", "000000000000" + strings.Replace(check, "     MD5", "  MD5   ", 1) + "000000000004text",
			true},
		{"tag padded with a tab", "000000000000" + strings.Replace(check, "     MD5", "    \tMD5", 1) +
			"000000000004text", true},
		{"tag in lower case", "000000000000" + strings.Replace(check, "MD5", "md5", 1) + "000000000004text", false},
		{"tag with something before it", "000000000000" + strings.Replace(check, "     MD5", "    XMD5", 1) +
			"000000000004text", false},
		{"length with a plus sign", "+00000000000" + check + "000000000004text", false},
		{"length with blanks", "           0" + check + "000000000004text", false},
		{"length in hexadecimal", "000000000000" + check + "00000000000xtext", false},
		{"largest length", "999999999999" + check + "000000000004text", false},
		{"check field of the tag alone", "000000000000000000000008     MD5000000000004text", false},
		{"check field shorter than a tag", "000000000000000000000003MD5000000000004text", false},
		{"digest with a byte too many", "000000000000000000000025     MD5" + string(sum[:]) + "x000000000004text",
			false},
		{"text shorter than announced", "000000000000" + check + "000000000005text", false},
		{"text field missing", "000000000000" + check, false},
		{"nothing", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, ok := openFrame([]byte(c.frame))
			if ok != c.ok || ok && string(text) != "text" {
				t.Errorf("openFrame = %q, %v; want %v", text, ok, c.ok)
			}
		})
	}
}

// pieceSizes decrypts the lines of a message one by one.
func pieceSizes(t *testing.T, message []byte) []int {
	t.Helper()
	blocks, ok := splitBlocks(message, xpToStore().Size(), 1000)
	if !ok {
		t.Fatal("the message does not split")
	}
	var sizes []int
	for _, block := range blocks {
		piece, err := decryptBlock(xpToStore(), block)
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, len(piece))
	}
	return sizes
}
