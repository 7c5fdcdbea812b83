package main

import (
	"io"
	"log"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/soak/rig"
)

func TestMain(m *testing.M) {
	log.SetOutput(io.Discard)
	os.Exit(m.Run())
}

// A short soak finds nothing, and its report says so in columns.
func TestSoakFindsNothing(t *testing.T) {
	r, err := soak(t.Context(), settings{
		duration: 2 * time.Second, round: 300 * time.Millisecond, seed: 4, share: 0.25, workers: 8, heap: 256,
	})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	r.print(&out)
	t.Log(out.String())
	if !r.good() || !strings.HasSuffix(out.String(), "nothing was lost, nothing happened twice\n") {
		t.Error("want a good end")
	}
	for _, line := range strings.Split(out.String(), "\n") {
		if rest, ok := strings.CutPrefix(line, "  "); ok && (len(rest) < 38 || rest[37] == ' ' || len(rest) > 38 &&
			!strings.HasPrefix(rest[38:], "  ")) {
			t.Errorf("not aligned: %q", line)
		}
	}
}

// Whatever is found fails the run: a problem, an outcome that stayed unknown, a leak, too large a heap, or nothing done
// at all.
func TestWhatIsFoundFailsTheRun(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(r *report){
		"nothing done": func(r *report) { r.tally = rig.NewTally() },
		"goroutines":   func(r *report) { r.after = r.before + 1 },
		"heap":         func(r *report) { r.peak = 257 << 20 },
		"a secret": func(r *report) {
			r.tally.Plant("a secret of some length")
			r.tally.Look("a line", "a secret of some length")
		},
	} {
		r := &report{settings: settings{heap: 256}, tally: one(t), took: time.Second}
		if !r.good() {
			t.Fatalf("one payment without a fault: %v", r.tally.Problems())
		}
		spoil(r)
		var out strings.Builder
		if r.print(&out); r.good() || !strings.HasSuffix(out.String(), "FAILED\n") {
			t.Errorf("%s: %s", name, out.String())
		}
	}
}

// one is the tally of one payment without a fault.
func one(t *testing.T) *rig.Tally {
	t.Helper()
	tally := rig.NewTally()
	r, err := rig.New(rig.Config{Seed: 1, Flows: 1}, apis.Kinds("vertex"), tally)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.Run(t.Context())
	r.Audit()
	return tally
}
