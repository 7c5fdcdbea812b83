package seal

import (
	"bytes"
	"context"
	"crypto/rsa"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
)

// ErrBroken is returned by [Open], as it is and for every reason: no prefix, bad base64, the wrong key, bad padding,
// a wrong digest, a text over the limit. Whoever sends us messages must not learn which it was, because errors of
// PKCS#1 v1.5 that can be told apart let an attacker decrypt, query by query, what was sealed for us
// (Bleichenbacher's attack).
var ErrBroken = errors.New("xpayments: the sealed message cannot be opened")

// Open returns the text of a sealed message, or [ErrBroken]; once ctx is over, the error of ctx. An empty text is an
// empty slice, not nil.
//
// Writers may cut the frame as they like and use any salt. Lines may have blanks or a CR around them, and one line
// end may follow the last line; everything else must be as [Seal] writes it.
//
// limit is the greatest length of the text, in bytes. It bounds the work, which is one RSA decryption per line: a
// message of more lines than Seal makes of such a text is refused before any of them is decrypted, so a writer of
// smaller pieces reaches the limit earlier. Lines are decrypted by at most GOMAXPROCS goroutines, all of which have
// ended when Open returns.
func Open(ctx context.Context, priv *rsa.PrivateKey, message []byte, limit int) ([]byte, error) {
	if priv == nil || priv.N == nil || priv.D == nil || limit < 0 {
		return nil, ErrBroken
	}
	// The sender knows what the lines look like: refusing them early tells nothing, and saves the decryption.
	blocks, ok := splitBlocks(message, priv.Size(), maxBlocks(limit))
	if !ok {
		return nil, ErrBroken
	}
	// From here on the key is involved: all the work is done before there is an answer.
	return newOpener(priv).open(ctx, blocks, limit)
}

// An opener decrypts the blocks of one message.
type opener struct {
	priv   *rsa.PrivateKey
	secret [secretSize]byte // what pieces with bad padding are replaced from

	// step is called for every piece of work that depends on the key. Tests set it, to hold that good and bad blocks
	// cost the same.
	step func(name string)
}

func newOpener(priv *rsa.PrivateKey) *opener {
	return &opener{priv: priv, secret: rejectionSecret(priv), step: func(string) {}}
}

func (o *opener) open(ctx context.Context, blocks [][]byte, limit int) ([]byte, error) {
	frame, err := o.decrypt(ctx, blocks)
	if err != nil {
		return nil, err
	}
	o.step("frame")
	text, intact := openFrame(frame)
	if !intact || len(text) > limit {
		return nil, ErrBroken
	}
	return text, nil
}

// decrypt decrypts all blocks and joins their pieces. A block with bad padding is no error, see [opener.piece].
func (o *opener) decrypt(ctx context.Context, blocks [][]byte) ([]byte, error) {
	pieces := make([][]byte, len(blocks))
	var next atomic.Int64
	work := func() {
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= len(blocks) {
				return
			}
			pieces[i] = o.piece(blocks[i])
		}
	}
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(blocks)) - 1 {
		workers.Go(work)
	}
	work() // the caller's goroutine is one of them
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return bytes.Join(pieces, nil), nil
}
