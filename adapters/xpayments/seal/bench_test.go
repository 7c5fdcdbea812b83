package seal

import (
	"bytes"
	"crypto/rsa"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// The goal: Open costs at most 1.05 times what decrypting the same blocks costs alone. Three blocks are an error
// answer, 12 a get_info answer, 64 a detailed one.
var benchBlocks = []int{1, 3, 12, 64}

func BenchmarkOpen(b *testing.B) {
	for _, blocks := range benchBlocks {
		b.Run(fmt.Sprintf("blocks=%d", blocks), func(b *testing.B) {
			priv, message := xpToStore(), benchMessage(b, blocks)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Open(b.Context(), priv, message, len(message)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBareRSA only decrypts, over as many goroutines as Open uses.
func BenchmarkBareRSA(b *testing.B) {
	for _, blocks := range benchBlocks {
		b.Run(fmt.Sprintf("blocks=%d", blocks), func(b *testing.B) {
			priv, split := xpToStore(), benchSplit(b, blocks)
			b.ReportAllocs()
			for b.Loop() {
				bareRSA(b, priv, split)
			}
		})
	}
}

// BenchmarkOpenPerBareRSA runs the two in turn and reports the ratio of their medians, which holds on a busy machine
// as well.
func BenchmarkOpenPerBareRSA(b *testing.B) {
	for _, blocks := range benchBlocks {
		b.Run(fmt.Sprintf("blocks=%d", blocks), func(b *testing.B) {
			priv, message := xpToStore(), benchMessage(b, blocks)
			split := benchSplit(b, blocks)
			var opens, bares []time.Duration
			for b.Loop() {
				start := time.Now()
				bareRSA(b, priv, split)
				middle := time.Now()
				if _, err := Open(b.Context(), priv, message, len(message)); err != nil {
					b.Fatal(err)
				}
				bares, opens = append(bares, middle.Sub(start)), append(opens, time.Since(middle))
			}
			slices.Sort(opens)
			slices.Sort(bares)
			b.ReportMetric(float64(opens[len(opens)/2])/float64(bares[len(bares)/2]), "x-bare")
		})
	}
}

func bareRSA(b *testing.B, priv *rsa.PrivateKey, blocks [][]byte) {
	var next atomic.Int64
	work := func() {
		for i := next.Add(1) - 1; i < int64(len(blocks)); i = next.Add(1) - 1 {
			if _, err := decryptBlock(priv, blocks[i]); err != nil {
				b.Error(err)
			}
		}
	}
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(blocks)) - 1 {
		workers.Go(work)
	}
	work()
	workers.Wait()
}

func benchSplit(b *testing.B, blocks int) [][]byte {
	b.Helper()
	split, ok := splitBlocks(benchMessage(b, blocks), xpToStore().Size(), blocks)
	if !ok || len(split) != blocks {
		b.Fatalf("%d blocks, %v", len(split), ok)
	}
	return split
}

func BenchmarkSeal(b *testing.B) {
	pub, text := &xpToStore().PublicKey, bytes.Repeat([]byte("x"), 12*128-92)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Seal(pub, text); err != nil {
			b.Fatal(err)
		}
	}
}

func benchMessage(b *testing.B, blocks int) []byte {
	b.Helper()
	message, err := Seal(&xpToStore().PublicKey, bytes.Repeat([]byte("x"), blocks*pieceSize-92))
	if err != nil {
		b.Fatal(err)
	}
	return message
}
