package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
)

// sealGroups compare opening an answer with nothing but the RSA of its blocks, over as many goroutines as Open uses.
func sealGroups() ([]*group, func()) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	ok(err)
	var groups []*group
	for _, size := range []int{1, 200, 1_400, 8_000, 20_000} {
		message, err := seal.Seal(&key.PublicKey, bytes.Repeat([]byte("x"), size))
		ok(err)
		blocks := split(message)
		groups = append(groups, &group{
			name: "open an X-Payments answer, " + count(len(blocks), size), rivals: []rival{
				{name: byOurs, run: func() { must(seal.Open(context.Background(), key, message, len(message))) }},
				{name: byBare, run: func() { decrypt(key, blocks) }},
			}, claims: []claim{{against: "bare DecryptPKCS1v15", of: []string{byBare}, goal: 1.05}},
		})
	}
	return groups, nil
}

func count(blocks, size int) string {
	if blocks == 1 {
		return "1 block"
	}
	if size >= 10_000 {
		return fmt.Sprintf("%d blocks (%d KB)", blocks, size/1000)
	}
	return fmt.Sprintf("%d blocks", blocks)
}

// split takes the blocks out of a sealed message: one line of base64 each behind the prefix "API".
func split(message []byte) [][]byte {
	var blocks [][]byte
	for line := range bytes.Lines(bytes.TrimPrefix(message, []byte("API"))) {
		block, err := base64.StdEncoding.AppendDecode(nil, bytes.TrimSpace(line))
		if err != nil {
			fail(err)
		}
		blocks = append(blocks, block)
	}
	return blocks
}

// decrypt does the RSA of the blocks and nothing else.
func decrypt(key *rsa.PrivateKey, blocks [][]byte) {
	var next atomic.Int64
	work := func() {
		for i := next.Add(1) - 1; i < int64(len(blocks)); i = next.Add(1) - 1 {
			//lint:ignore SA1019 what is measured here is the padding that X-Payments writes
			must(rsa.DecryptPKCS1v15(nil, key, blocks[i]))
		}
	}
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(blocks)) - 1 {
		workers.Go(work)
	}
	work()
	workers.Wait()
}
