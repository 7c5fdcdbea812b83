// Package failures proves over all four clients at once what must hold when everything around them fails: nothing that
// moves money is sent twice, no result is lost without ErrOutcomeUnknown, memory and goroutines stay bounded, and
// nothing secret is printed.
package failures

import (
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/strictpay/strictpay/internal/soak/rig"
)

// printed looks for the proxy's marker and the planted secrets in all that is logged to slog.Default during the tests.
var printed = rig.NewTally()

// TestMain fails when goroutines are left after all tests, or something secret was logged.
func TestMain(m *testing.M) {
	printed.Plant(append([]string{rig.Marker}, planted...)...)
	slog.SetDefault(slog.New(slog.NewTextHandler(printed, &slog.HandlerOptions{Level: slog.LevelDebug})))
	// net/http quotes bytes there that a server sends behind its answers; no setting of it keeps it from that
	log.SetOutput(io.Discard)
	before := runtime.NumGoroutine()
	code := m.Run()
	for patience := 0; runtime.NumGoroutine() > before; patience++ {
		if patience == 300 {
			stacks := make([]byte, 1<<20)
			fmt.Printf(
				"goroutines before %d, after %d\n%s\n", before, runtime.NumGoroutine(),
				stacks[:runtime.Stack(stacks, true)],
			)
			os.Exit(1)
		}
		time.Sleep(10 * time.Millisecond)
	}
	if found := printed.Problems(); len(found) > 0 {
		fmt.Println(found)
		os.Exit(1)
	}
	os.Exit(code)
}
