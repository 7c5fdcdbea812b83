package failures

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/transport"
)

// A counter is a server's end: it reads each request and cuts the connection, after it let the first few pass.
type counter struct {
	mu   sync.Mutex
	pass int
	got  int
	keys []string // what the requests gave as their idempotency key
	name string   // of it
}

func (k *counter) choose(r *http.Request) (rig.FaultPlan, bool) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.pass > 0 {
		k.pass--
		return rig.FaultPlan{Done: true}, true
	}
	k.got++
	var members map[string]json.RawMessage
	if k.name != "" && json.Unmarshal(body, &members) == nil {
		k.keys = append(k.keys, string(members[k.name]))
	}
	return rig.FaultPlan{Fault: rig.CutBefore}, true
}

// Every operation of every API, cut after its request was read, on a new connection and on one that was used before:
// there net/http itself would repeat some.
func TestNothingThatMovesMoneyIsSentTwice(t *testing.T) {
	t.Parallel()
	const retries = 2
	var money, repeated int
	var mu sync.Mutex
	list := calls()
	sideBySide(append(list, list...), func() func(c call) {
		seen := map[string]bool{}
		return func(c call) {
			mu.Lock()
			used := seen[c.String()]
			seen[c.String()] = true
			mu.Unlock()
			got := attempts(t, c, used, retries)
			want := 1
			if c.op.Idempotent && (!c.op.MovesMoney || c.op.IdempotencyKey != "") {
				want = 1 + retries
				if used && c.op.Method == http.MethodGet {
					want++ // by net/http itself, see strictpay.WithRetries
				}
			}
			if got != want {
				t.Errorf("%s, used connection %v: sent %d times, want %d", c, used, got, want)
			}
			mu.Lock()
			defer mu.Unlock()
			if c.op.MovesMoney {
				money++
			}
			if want > 1 {
				repeated++
			}
		}
	}())
	t.Logf("of %d calls %d move money, %d may be repeated", 2*len(list), money, repeated)
}

// attempts makes a call whose answers never come and counts how often it was sent.
func attempts(t *testing.T, c call, used bool, retries int) int {
	x := set(t, c, strictpay.WithRetries(retries))
	if x == nil {
		return 0
	}
	defer x.close(t, c.String())
	k := &counter{name: c.op.IdempotencyKey}
	x.proxy.Always(k.choose)
	if used {
		k.pass = 1
		if err := x.call(t.Context(), c); err != nil {
			t.Errorf("%s: the first call: %v", c, err)
		}
	}
	reused := false
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		GotConn: func(i httptrace.GotConnInfo) { reused = reused || i.Reused },
	})
	err := x.call(ctx, c)
	checkUnknown(t, c.String(), c, err)
	if reused != used {
		t.Errorf("%s: used connection %v, want %v", c, reused, used)
	}
	for _, key := range k.keys {
		if key == "" || key == `""` || key != k.keys[0] {
			t.Errorf("%s: the attempts' keys are %q", c, k.keys)
		}
	}
	if c.op.IdempotencyKey != "" && len(k.keys) != k.got {
		t.Errorf("%s: %d keys in %d requests", c, len(k.keys), k.got)
	}
	return k.got
}

// Two calls are two requests: their keys differ, unless the caller gave one.
func TestEveryCallHasAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	for _, c := range calls() {
		if c.op.IdempotencyKey == "" {
			continue
		}
		x := set(t, c, strictpay.WithRetries(0))
		k := &counter{name: c.op.IdempotencyKey}
		x.proxy.Always(k.choose)
		for range 2 {
			_ = x.call(t.Context(), c)
		}
		if len(k.keys) != 2 || k.keys[0] == k.keys[1] {
			t.Errorf("%s: keys %q", c, k.keys)
		}
		x.close(t, c.String())
	}
}

// Nobody listens: not sent, in no operation and no attempt, and never an unknown outcome.
func TestRefusedConnectionsAreNotSent(t *testing.T) {
	t.Parallel()
	sideBySide(calls(), func(c call) {
		x := set(t, c)
		defer x.close(t, c.String())
		client, err := c.Connect(apis.OnSandbox(c.API, x.sandbox, func(string) string {
			return "http://127.0.0.1:1"
		}), strictpay.WithRetries(1))
		if err != nil {
			t.Error(err)
			return
		}
		x.client = client
		err = x.call(t.Context(), c)
		if !errors.Is(err, strictpay.ErrNotSent) || errors.Is(err, strictpay.ErrOutcomeUnknown) ||
			transport.ClassOf(err) != strictpay.ClassDial {
			t.Errorf("%s: got %v", c, err)
		}
	})
}
