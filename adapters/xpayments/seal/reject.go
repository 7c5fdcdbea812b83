package seal

import (
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"hash"
)

// Implicit rejection, as draft-irtf-cfrg-rsa-guidance describes it: a block whose PKCS#1 v1.5 padding is bad decrypts
// to bytes that are derived from the private key and the block. Nobody without the key can tell them from a real
// piece, and the same block always gives the same ones, so neither the answer nor the time shows whether the padding
// was good. The digest of the frame then fails as it does for any other damaged message.

const (
	secretSize  = sha256.Size
	lengthTries = 128 // candidates for the length of a replacement; the last one that fits is taken
	minFilling  = 8   // bytes between the block type and the separator, at the least
)

// rejectionSecret is the hash of the private exponent, which keys all replacements.
func rejectionSecret(priv *rsa.PrivateKey) [secretSize]byte {
	return sha256.Sum256(priv.D.FillBytes(make([]byte, priv.Size())))
}

// piece decrypts one block. It never fails: a block with bad padding yields its replacement. The replacement is made
// in both cases, before the decryption says which of the two is taken.
func (o *opener) piece(block []byte) []byte {
	replacement := o.replacement(block)
	o.step("decrypt")
	piece, err := decryptBlock(o.priv, block)
	o.step("choose")
	if err != nil {
		piece = replacement
	}
	return append(make([]byte, 0, len(block)), piece...)
}

// replacement derives what stands for the piece of a block with bad padding.
func (o *opener) replacement(block []byte) []byte {
	o.step("derive the block's key")
	key := hmac.New(sha256.New, o.secret[:])
	_, _ = key.Write(block)
	derive := hmac.New(sha256.New, key.Sum(nil))

	o.step("derive the lengths")
	candidates := expand(derive, "length", 2*lengthTries)
	o.step("derive the bytes")
	filler := expand(derive, "message", len(block))
	return filler[len(filler)-replacementLength(candidates, len(block)):]
}

// replacementLength is the last candidate that is a possible length of a piece in a block of size bytes, or 0. It is
// found without a branch on the candidates.
func replacementLength(candidates []byte, size int) int {
	longest := size - 2 - minFilling
	mask := longest
	for shift := 1; shift < 16; shift *= 2 {
		mask |= mask >> shift
	}
	length := 0
	for i := 0; i < len(candidates); i += 2 {
		candidate := int(binary.BigEndian.Uint16(candidates[i:])) & mask
		length = subtle.ConstantTimeSelect(subtle.ConstantTimeLessOrEq(candidate, longest-1), candidate, length)
	}
	return length
}

// expand is the draft's pseudo-random function: size bytes of HMAC(counter, label, size in bits).
func expand(derive hash.Hash, label string, size int) []byte {
	out := make([]byte, 0, size+sha256.Size)
	bits := binary.BigEndian.AppendUint16(nil, uint16(8*size))
	for counter := uint16(0); len(out) < size; counter++ {
		derive.Reset()
		_, _ = derive.Write(binary.BigEndian.AppendUint16(nil, counter))
		_, _ = derive.Write([]byte(label))
		_, _ = derive.Write(bits)
		out = derive.Sum(out)
	}
	return out[:size]
}
