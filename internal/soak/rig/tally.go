package rig

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"

	"github.com/strictpay/strictpay"
)

// A Tally counts what happened, and looks for secrets in everything that was printed.
type Tally struct {
	mu       sync.Mutex
	counts   Counts
	faults   map[Fault]int
	secrets  []string
	problems []string
}

// Counts are the numbers of a Tally.
type Counts struct {
	Flows, Calls, Attempts, Retries int
	Refusals, NotSent               int
	Unknown, Resolved               int // outcomes
	HappenedAfterAll                int // of these: the call had its effect
	// of the merchant: a flow went on with a new client and what it had written down
	Restarts                                           int
	Late                                               int // requests that came after their caller had given up
	Callbacks, Duplicates, Credits                     int
	ClaimedWrongly                                     int // outcomes that the books contradict
	DoubleCharges, LostResults, Mismatches, Leaks, Led int
}

// NewTally is an empty one.
func NewTally() *Tally { return &Tally{faults: map[Fault]int{}} }

// Counts so far.
func (t *Tally) Counts() Counts {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.counts
}

// Faults met, by kind.
func (t *Tally) Faults() map[Fault]int {
	t.mu.Lock()
	defer t.mu.Unlock()
	copied := map[Fault]int{}
	for f, n := range t.faults {
		copied[f] = n
	}
	return copied
}

// Problems are those found, in words; the first 50.
func (t *Tally) Problems() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.problems...)
}

// Met counts a fault.
func (t *Tally) Met(f Fault) {
	if f == None {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.faults[f]++
}

// Late counts a request that came after its caller had given up.
func (t *Tally) Late() { t.add(func(c *Counts) { c.Late++ }) }

func (t *Tally) add(change func(c *Counts)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	change(&t.counts)
}

// problem notes what must not happen.
func (t *Tally) problem(change func(c *Counts), format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	change(&t.counts)
	if len(t.problems) < 50 {
		t.problems = append(t.problems, fmt.Sprintf(format, args...))
	}
}

// Plant names texts that must not be printed. Short ones would be found by chance and are left out.
func (t *Tally) Plant(secrets ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range secrets {
		if len(s) >= 8 {
			t.secrets = append(t.secrets, s)
		}
	}
}

// Look searches a text for secrets.
func (t *Tally) Look(where, text string) {
	t.mu.Lock()
	secrets := t.secrets
	t.mu.Unlock()
	for _, s := range secrets {
		if strings.Contains(text, s) {
			t.problem(func(c *Counts) { c.Leaks++ }, "%s shows a secret: %s", where, text)
		}
	}
}

// LookAt searches an error under every way to print it.
func (t *Tally) LookAt(err error) {
	if err == nil {
		return
	}
	t.Look("an error", fmt.Sprintf("%v\n%+v\n%#v\n%q\n%s", err, err, err, err, err))
	var b strings.Builder
	slog.New(slog.NewJSONHandler(&b, nil)).Error("failed", "err", err)
	slog.New(slog.NewTextHandler(&b, nil)).Error("failed", "err", err)
	t.Look("a logged error", b.String())
}

// Write takes log lines.
func (t *Tally) Write(line []byte) (int, error) {
	t.Look("a log line", string(line))
	return len(line), nil
}

// Hooks count calls, attempts and retries; the log of all of them is searched.
func (t *Tally) Hooks() strictpay.Option {
	logged := strictpay.WithHooks(strictpay.SlogHooks(slog.New(slog.NewTextHandler(
		t, &slog.HandlerOptions{Level: slog.LevelDebug},
	))))
	counted := strictpay.WithHooks(strictpay.Hooks{
		OperationStart: func(context.Context, strictpay.HookEvent) context.Context {
			t.add(func(c *Counts) { c.Calls++ })
			return nil
		},
		AttemptEnd: func(context.Context, strictpay.HookEvent) { t.add(func(c *Counts) { c.Attempts++ }) },
		Retry:      func(context.Context, strictpay.HookEvent) { t.add(func(c *Counts) { c.Retries++ }) },
	})
	return func(c *strictpay.Config) {
		logged(c)
		counted(c)
	}
}
