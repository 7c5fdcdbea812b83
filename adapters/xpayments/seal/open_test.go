package seal

import (
	"bytes"
	"context"
	"crypto/rsa"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

func TestOpenReadsTheMessagesOfAllConnectors(t *testing.T) {
	vectors := decodeVector[struct{ Messages []sealedVector }](t, "messages.json").Messages
	if len(vectors) == 0 {
		t.Fatal("no vectors")
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			t.Parallel()
			text, err := Open(t.Context(), openerOf(t, v.Direction), []byte(v.Message), 1<<20)
			if err != nil || !bytes.Equal(text, v.Text) {
				t.Errorf("Open = %q, %v; want %q", text, err, v.Text)
			}
			if blocks := strings.Count(v.Message, "\n") + 1; blocks != v.Blocks {
				t.Errorf("%d blocks, want %d", blocks, v.Blocks)
			}
		})
	}
}

// choices says what we do with messages on which connectors and strict readers differ. Intact content behind one
// stray line end at the very end opens, since text editors and templates add it; everything else that no connector
// writes is refused.
var choices = map[string]bool{
	"base64-one-alien-char": false, // connectors skip it
	"trailing-newline":      true,  // connectors refuse it
	"trailing-crlf":         true,  // connectors refuse it
	"newline-after-prefix":  false, // connectors refuse it as well
	"text-length-too-big":   false, // connectors look at the digest alone
}

func TestOpenReadsUnusualMessages(t *testing.T) {
	vectors := decodeVector[struct {
		AddressedTo string `json:"addressed_to"`
		Deviations  []sealedVector
	}](t, "deviations.json")
	if len(vectors.Deviations) == 0 {
		t.Fatal("no vectors")
	}
	for _, v := range vectors.Deviations {
		t.Run(v.Name, func(t *testing.T) {
			t.Parallel()
			chosen, decided := choices[v.Name]
			want := v.Want == "accept" || v.Want == "either" && chosen
			if (v.Want == "either") != decided {
				t.Fatalf("want %q and a choice: %v", v.Want, decided)
			}
			text, err := Open(t.Context(), openerOf(t, vectors.AddressedTo), []byte(v.Message), 1<<20)
			if want && (err != nil || !bytes.Equal(text, v.Text)) {
				t.Errorf("Open = %q, %v; want %q", text, err, v.Text)
			}
			if !want {
				mustBeBroken(t, text, err)
			}
		})
	}
}

func TestOpenRefusesBrokenMessages(t *testing.T) {
	vectors := decodeVector[struct {
		AddressedTo string `json:"addressed_to"`
		Broken      []sealedVector
	}](t, "broken.json")
	if len(vectors.Broken) == 0 {
		t.Fatal("no vectors")
	}
	for _, v := range vectors.Broken {
		t.Run(v.Name, func(t *testing.T) {
			t.Parallel()
			text, err := Open(t.Context(), openerOf(t, vectors.AddressedTo), []byte(v.Message), 1<<20)
			mustBeBroken(t, text, err)
		})
	}
}

func TestOpenIsStrictAboutLines(t *testing.T) {
	priv := xpToStore()
	message, err := Seal(&priv.PublicKey, []byte(strings.Repeat("a text of several blocks ", 12)))
	if err != nil {
		t.Fatal(err)
	}
	intact := string(message)
	first, rest, _ := strings.Cut(intact, "\n")
	for _, c := range []struct {
		name, message string
		opens         bool
	}{
		{"as sealed", intact, true},
		{"blanks, tabs and CRs around lines", "API\t " + intact[3:len(first)] + " \t\r\n " + rest + "\r\n", true},
		{"CR at the end without LF", intact + "\r", true},
		{"two line ends at the end", intact + "\n\n", false},
		{"a line of blanks at the end", intact + "\n ", false},
		{"an empty line between lines", first + "\n\n" + rest, false},
		{"a line without its padding", first[:len(first)-2] + "\n" + rest, false},
		{"a line with other unused bits", flipUnusedBit(first) + "\n" + rest, false},
		{"a CR inside a line", first[:100] + "\r" + first[100:] + "\n" + rest, false},
		{"a CR in place of a character", first[:100] + "\r" + first[101:] + "\n" + rest, false},
		{"two blocks on one line", first + rest, false},
		{"one line folded", first[:100] + "\n" + first[100:] + "\n" + rest, false},
		{"URL alphabet", strings.NewReplacer("+", "-", "/", "_").Replace(intact), false},
		{"CR alone between lines", strings.ReplaceAll(intact, "\n", "\r"), false},
		{"prefix twice", "API" + intact, false},
		{"a line with zero bytes around it", "API\x00" + intact[3:], false},
		{"a million empty lines", "API" + strings.Repeat("\n", 1<<20), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := Open(t.Context(), priv, []byte(c.message), 1<<20)
			if c.opens && err != nil {
				t.Error(err)
			}
			if !c.opens {
				mustBeBroken(t, text, err)
			}
		})
	}
}

func TestOpenRefusesEveryByteChanged(t *testing.T) {
	priv := xpToStore()
	message, err := Seal(&priv.PublicKey, []byte("<data></data>"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range message {
		changed := bytes.Clone(message)
		changed[i] ^= 1
		text, err := Open(t.Context(), priv, changed, 1<<20)
		mustBeBroken(t, text, err)
	}
}

func TestOpenBoundsTheText(t *testing.T) {
	priv := xpToStore()
	for _, size := range []int{0, 1, 36, 37, 164, 165, 1000} {
		message, err := Seal(&priv.PublicKey, bytes.Repeat([]byte("x"), size))
		if err != nil {
			t.Fatal(err)
		}
		if got := MessageSize(size); got != len(message) {
			t.Errorf("MessageSize(%d) = %d, want %d", size, got, len(message))
		}
		if text, err := Open(t.Context(), priv, message, size); err != nil || len(text) != size {
			t.Errorf("at the limit of %d: %d bytes, %v", size, len(text), err)
		}
		for _, limit := range []int{size - 1, size - 129, -1} {
			text, err := Open(t.Context(), priv, message, limit)
			mustBeBroken(t, text, err)
		}
	}
}

// A frame may carry more than its text, but no more blocks than a text of the limit needs are decrypted.
func TestOpenBoundsTheBlocks(t *testing.T) {
	priv := xpToStore()
	frame, err := newFrame([]byte("text"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rest, limit int
		opens       bool
	}{{1000, 1000, true}, {1000, 800, false}, {0, 4, true}, {127 - 96, 4, true}, {129 - 96, 4, false}} {
		message, err := sealFrame(&priv.PublicKey, append(bytes.Clone(frame), make([]byte, c.rest)...), pieceSize)
		if err != nil {
			t.Fatal(err)
		}
		text, err := Open(t.Context(), priv, message, c.limit)
		if c.opens && (err != nil || string(text) != "text") {
			t.Errorf("%+v: %q, %v", c, text, err)
		}
		if !c.opens {
			mustBeBroken(t, text, err)
		}
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	priv := xpToStore()
	message, err := Seal(&priv.PublicKey, make([]byte, 4000))
	if err != nil {
		t.Fatal(err)
	}
	blocks, _ := splitBlocks(message, priv.Size(), 100)
	ctx, cancel := context.WithCancel(t.Context())
	opener, decrypted := newOpener(priv), atomic.Int64{}
	opener.step = func(name string) {
		if name == "decrypt" && decrypted.Add(1) == 3 {
			cancel()
		}
	}
	text, err := opener.open(ctx, blocks, 4000)
	if text != nil || err != context.Canceled {
		t.Errorf("open = %q, %v", text, err)
	}
	// Those under way may finish, one per processor.
	if n := int(decrypted.Load()); n > 3+runtime.GOMAXPROCS(0) {
		t.Errorf("%d of %d blocks were decrypted", n, len(blocks))
	}
	if text, err := Open(ctx, priv, message, 4000); text != nil || err != context.Canceled {
		t.Errorf("Open = %q, %v", text, err)
	}
}

func TestOpenWithoutKeyIsTheSameError(t *testing.T) {
	for _, priv := range []*rsa.PrivateKey{nil, new(rsa.PrivateKey)} {
		text, err := Open(t.Context(), priv, []byte("API"), 1<<20)
		mustBeBroken(t, text, err)
	}
}

// mustBeBroken wants the one error itself: a wrapped one could say more.
func mustBeBroken(t *testing.T, text []byte, err error) {
	t.Helper()
	if text != nil || err != ErrBroken || !errors.Is(err, ErrBroken) {
		t.Errorf("Open = %q, %v; want ErrBroken itself", text, err)
	}
}

// flipUnusedBit changes the last character before "==", of which base64 uses two bits only.
func flipUnusedBit(line string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	i := len(line) - 3
	return line[:i] + string(alphabet[strings.IndexByte(alphabet, line[i])^1]) + line[i+1:]
}

func FuzzOpen(f *testing.F) {
	for _, file := range []string{"messages.json", "deviations.json", "broken.json"} {
		for _, list := range decodeVector[map[string]any](f, file) {
			vectors, _ := list.([]any)
			for _, v := range vectors {
				message := v.(map[string]any)["message"].(string)
				if len(message) < 4096 {
					f.Add([]byte(message))
				}
			}
		}
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		text, err := Open(t.Context(), xpToStore(), message, 1024)
		if err != nil {
			mustBeBroken(t, text, err)
			return
		}
		if !IsSealed(message) || len(text) >= len(message) {
			t.Errorf("%d bytes of text from a message of %d", len(text), len(message))
		}
		again, err := Seal(&xpToStore().PublicKey, text)
		if err != nil {
			t.Fatal(err)
		}
		if reopened, err := Open(t.Context(), xpToStore(), again, 1024); err != nil || !bytes.Equal(reopened, text) {
			t.Errorf("sealed again it opens as %q, %v", reopened, err)
		}
	})
}

// The reader of frames behind the encryption, where the fuzzer could not get on its own.
func FuzzOpenFrame(f *testing.F) {
	f.Add(buildFrame(nil, nil))
	f.Add(buildFrame([]byte("salt"), []byte("text")))
	f.Add([]byte("999999999999"))
	f.Fuzz(func(t *testing.T, frame []byte) {
		text, ok := openFrame(frame)
		if !ok {
			return
		}
		if reopened, ok := openFrame(buildFrame([]byte("salt"), text)); !ok || !bytes.Equal(reopened, text) {
			t.Errorf("rebuilt, it reads as %q, %v", reopened, ok)
		}
	})
}
