package seal

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/hex"
	"maps"
	"math/big"
	"slices"
	"strings"
	"sync"
	"testing"
)

// OpenSSL replaces pieces with bad padding in the same way, and made these.
func TestPiecesAreWhatOpenSSLMakesOfThem(t *testing.T) {
	vectors := decodeVector[struct {
		Blocks []struct {
			Name  string `json:"name"`
			Block string `json:"block_hex"`
			Piece string `json:"piece_hex"`
		}
	}](t, "rejected.json").Blocks
	if len(vectors) == 0 {
		t.Fatal("no vectors")
	}
	for _, v := range vectors {
		block, err := hex.DecodeString(v.Block)
		if err != nil {
			t.Fatal(err)
		}
		if piece := newOpener(xpToStore()).piece(block); hex.EncodeToString(piece) != v.Piece {
			t.Errorf("%s: %x, want %s", v.Name, piece, v.Piece)
		}
	}
}

// steps runs a message through an opener and counts the work that depends on the key.
func steps(t *testing.T, blocks [][]byte) (map[string]int, error) {
	t.Helper()
	counts, mu := map[string]int{}, sync.Mutex{}
	opener := newOpener(xpToStore())
	opener.step = func(name string) {
		mu.Lock()
		defer mu.Unlock()
		counts[name]++
	}
	_, err := opener.open(t.Context(), blocks, 1<<20)
	return counts, err
}

// Good and bad blocks, and good and bad frames, cost the same steps: no more, no fewer, no others.
func TestBadPaddingCostsTheSameSteps(t *testing.T) {
	pub := &xpToStore().PublicKey
	message, err := Seal(pub, []byte(strings.Repeat("text", 100)))
	if err != nil {
		t.Fatal(err)
	}
	good, ok := splitBlocks(message, pub.Size(), 100)
	if !ok {
		t.Fatal("the message does not split")
	}
	want, err := steps(t, good)
	if err != nil {
		t.Fatal(err)
	}
	n := len(good)
	derivations := []string{"derive the block's key", "derive the lengths", "derive the bytes"}
	for _, name := range append(derivations, "decrypt", "choose") {
		if want[name] != n {
			t.Errorf("%d blocks: %q %d times", n, name, want[name])
		}
	}
	if want["frame"] != 1 {
		t.Errorf("the frame is read %d times", want["frame"])
	}
	above := new(big.Int).Add(pub.N, big.NewInt(1)).FillBytes(make([]byte, pub.Size()))
	for name, bad := range map[string][]byte{
		"bad padding": bytes.Repeat([]byte{1}, pub.Size()), "zero": make([]byte, pub.Size()),
		"above the modulus": above,
	} {
		for i := range n {
			blocks := slices.Clone(good)
			blocks[i] = bad
			got, err := steps(t, blocks)
			mustBeBroken(t, nil, err)
			if !maps.Equal(got, want) {
				t.Errorf("%s in block %d: %v, want %v", name, i, got, want)
			}
		}
	}
}

// Bleichenbacher's attack asks about blocks of the attacker's choice: behind an intact message of the attacker's own,
// in front of it, or alone. Whether such a block is padded well must not show.
func TestBlocksOfAnAttackerShowNothing(t *testing.T) {
	priv := xpToStore()
	own, err := Seal(&priv.PublicKey, []byte("<txnId>1</txnId>"))
	if err != nil {
		t.Fatal(err)
	}
	message, ok := splitBlocks(own, priv.Size(), 10)
	if !ok {
		t.Fatal("the message does not split")
	}
	padded, err := encryptBlock(&priv.PublicKey, []byte("somebody else's"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		unpadded := unpaddedBlock(priv)
		for where, place := range map[string]func(block []byte) [][]byte{
			"behind":   func(block []byte) [][]byte { return append(slices.Clone(message), block) },
			"in front": func(block []byte) [][]byte { return append([][]byte{block}, message...) },
			"alone":    func(block []byte) [][]byte { return [][]byte{block} },
		} {
			good, err1 := Open(t.Context(), priv, joinBlocks(place(padded)), 1<<20)
			bad, err2 := Open(t.Context(), priv, joinBlocks(place(unpadded)), 1<<20)
			if err1 != err2 || !bytes.Equal(good, bad) {
				t.Fatalf("%s, try %d: %q, %v with good padding, %q, %v with bad padding", where, i, good, err1, bad,
					err2)
			}
			if where == "behind" && err1 != nil {
				t.Fatalf("an intact message does not open with a block behind it: %v", err1)
			}
		}
	}
}

// unpaddedBlock is a block that decrypts to bad padding. One in 245 of them is replaced by an empty piece, in front of
// which a message opens as it does with a well padded empty piece; such a block is not taken.
func unpaddedBlock(priv *rsa.PrivateKey) []byte {
	block := make([]byte, priv.Size())
	for {
		_, _ = rand.Read(block[1:])
		if len(newOpener(priv).replacement(block)) > 0 {
			return block
		}
	}
}

// A replacement depends on the key and the block alone: asked again, it is the same.
func TestReplacementsAreStable(t *testing.T) {
	lengths := map[int]bool{}
	for i := range 50 {
		block := bytes.Repeat([]byte{byte(i + 1)}, xpToStore().Size())
		first, again := newOpener(xpToStore()).piece(block), newOpener(xpToStore()).piece(block)
		if !bytes.Equal(first, again) {
			t.Fatalf("block %d: two different pieces", i)
		}
		if other := newOpener(storeToXP()).replacement(block); bytes.Equal(other, first) {
			t.Fatalf("block %d: the same piece with another key", i)
		}
		lengths[len(first)] = true
	}
	if len(lengths) < 25 {
		t.Errorf("%d different lengths in 50 pieces", len(lengths))
	}
}
