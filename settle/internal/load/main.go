// Command load soaks and measures settle: with real processes that are killed, on SQLite and Postgres, against the
// sandbox in this process, whose books decide in the end.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"time"

	"github.com/strictpay/strictpay/settle/internal/cluster"
)

func main() {
	if text := os.Getenv(workerVariable); text != "" {
		log.SetOutput(io.Discard)
		var w worker
		if err := json.Unmarshal([]byte(text), &w); err != nil {
			fatal(err)
		}
		if err := w.work(); err != nil {
			fatal(err)
		}
		return
	}
	soakFor := flag.Duration("soak", 0, "how long to soak; 0 measures instead")
	killEvery := flag.Duration("kill", 20*time.Second, "how often to kill a process")
	only := flag.String("on", "", "sqlite or postgres; empty for both")
	flag.Parse()
	log.SetOutput(io.Discard) // net/http tells of what the proxy with faults does
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	good, err := run(ctx, *soakFor, *killEvery, *only)
	stop()
	if err != nil {
		fatal(err)
	}
	if !good {
		os.Exit(1)
	}
}

// run soaks or measures, on SQLite and, where it is installed, on a Postgres of its own.
func run(ctx context.Context, soakFor, killEvery time.Duration, only string) (good bool, err error) {
	dsn := ""
	switch {
	case only == "sqlite":
	case cluster.Bin() == "":
		fmt.Println("Postgres is not installed (Debian's package postgresql): SQLite alone")
	default:
		postgres, err := cluster.New()
		if err != nil {
			return false, err
		}
		defer postgres.Remove()
		dsn = postgres.DSN("postgres")
	}
	if soakFor > 0 {
		return soakAll(ctx, soakFor, killEvery, dsn, only)
	}
	return true, benchAll(ctx, dsn, only)
}

func fatal(err error) {
	fmt.Fprintln(os.Stderr, "load:", err)
	os.Exit(1)
}
