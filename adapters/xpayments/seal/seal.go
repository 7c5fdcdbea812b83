package seal

import (
	"bytes"
	"crypto/rsa"
	"errors"
)

const (
	prefix    = "API" // what tells a sealed message from an error page
	pieceSize = 128   // bytes of the frame per RSA block when writing; readers take any size
	padding   = 11    // what PKCS#1 v1.5 adds to a piece at the least

	// minModulus is what a whole piece needs: 1024-bit keys cannot seal.
	minModulus = pieceSize + padding
)

// Seal makes the message that X-Payments expects in the form field "request" and in answers to check_cart.
// Two calls with the same text give different messages.
func Seal(pub *rsa.PublicKey, text []byte) ([]byte, error) {
	if pub == nil || pub.N == nil {
		return nil, errors.New("xpayments: sealing needs a public key")
	}
	if err := checkModulus(pub); err != nil {
		return nil, err
	}
	frame, err := newFrame(text)
	if err != nil {
		return nil, err
	}
	return sealFrame(pub, frame, pieceSize)
}

// sealFrame encrypts a frame in pieces of size bytes, the last one shorter. The size is a parameter because tests
// make messages as other writers would.
func sealFrame(pub *rsa.PublicKey, frame []byte, size int) ([]byte, error) {
	count := (len(frame) + size - 1) / size
	blocks := make([][]byte, count)
	for i := range blocks {
		block, err := encryptBlock(pub, frame[i*size:min((i+1)*size, len(frame))])
		if err != nil {
			return nil, errors.New("xpayments: the public key cannot encrypt")
		}
		blocks[i] = block
	}
	return joinBlocks(blocks), nil
}

// IsSealed says whether a body claims to be a sealed message. The real connectors decide by these three bytes alone
// and take anything else for an error page; whether the message opens is for [Open] to say.
func IsSealed(body []byte) bool {
	return bytes.HasPrefix(body, []byte(prefix))
}
