package settle

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
)

// A stall is where a child process waits, with a job in its hands, until its parent lets it go on.
type stall string

const (
	stallAsk      stall = "ask"      // it has the provider's answer
	stallDelivery stall = "delivery" // it is in the handler, whose effect is written and not committed
)

// stalledHandler is HandlerTimeout of the processes in these tests.
const stalledHandler = time.Second

var (
	stallsOnce sync.Once
	resumed    = make(chan struct{})
)

// stallOnce says so, and waits for a line.
func stallOnce() {
	stallsOnce.Do(func() {
		fmt.Println("stalled")
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
		close(resumed)
	})
}

// A stallingAsker stalls in its first question of a job. The question before the call comes first.
type stallingAsker struct {
	*vertex.Client
	mu    sync.Mutex
	asked int
}

func (s *stallingAsker) Ask(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	standing, err := s.Client.Ask(ctx, q)
	s.mu.Lock()
	s.asked++
	first := s.asked == 2
	s.mu.Unlock()
	if first {
		stallOnce()
	}
	return standing, err
}

// A process is stopped, as by SIGSTOP or a machine that sleeps, while it holds a job. Another process takes the job
// over and finishes it. Then the first one goes on. Nothing is delivered twice.
func TestStoppedProcess(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "pay.db")
		open := openSQLite(t, path)
		testStopped[*sql.Tx](t, open, stallAsk, func(e *errand) { e.SQLite = path })
		// A stopped handler holds the one transaction that there can be, so nobody can take it over: the outcome waits.
		testStoppedInHandlerOfSQLite(t, filepath.Join(t.TempDir(), "pay.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		for _, at := range []stall{stallAsk, stallDelivery} {
			dsn := postgresDatabaseOf(t)
			testStopped[pgx.Tx](t, openPostgres(t, dsn), at, func(e *errand) { e.Postgres = dsn })
		}
	})
}

func testStopped[TTx any](t *testing.T, db Database[TTx], at stall, where func(e *errand)) {
	t.Helper()
	sh := newShop(t, db, func(c *Config[TTx]) { c.HandlerTimeout = stalledHandler })
	e := errandFor(sh.sandbox, "stopped")
	where(&e)
	e.Stall = at
	sh.paid(e.Order)
	child := stopped(t, e, func(stop func() error) error {
		if at == stallDelivery {
			return stop()
		}
		// While this process has SQLite's one transaction, the other has none that it would be stopped in.
		return inTx(t.Context(), db, func(context.Context, TTx, conn) error { return stop() })
	})
	sh.run()
	sh.await("stopped", Done) // by this process
	child.goOn(t)
	sh.await("stopped", Done) // once still
	if got := sh.refunds(e.Order); got != "1 of 10" {
		t.Errorf("%s: the books have %s", at, got)
	}
	if n := sh.exec(`UPDATE {}pay_history SET evidence = evidence WHERE to_state = 'done'`); n != 1 {
		t.Errorf("%s: the history has it done %d times", at, n)
	}
}

func testStoppedInHandlerOfSQLite(t *testing.T, path string) {
	t.Helper()
	sh := newShop(t, openSQLite(t, path), nil)
	e := errandFor(sh.sandbox, "stopped")
	e.SQLite, e.Stall = path, stallDelivery
	sh.paid(e.Order)
	child := stopped(t, e, func(stop func() error) error { return stop() })
	child.goOn(t)
	sh.run()
	sh.await("stopped", Done)
}

// A stoppedChild is a child process that is stopped with a job in its hands.
type stoppedChild struct {
	cmd *exec.Cmd
	say func(line string) error
}

// stopped starts a child and, by when, stops it where it stalls.
func stopped(t *testing.T, e errand, when func(stop func() error) error) *stoppedChild {
	t.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+string(text))
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "stalled\n" {
		t.Fatalf("the child says %q, %v", line, err)
	}
	if err := when(func() error { return cmd.Process.Signal(syscall.SIGSTOP) }); err != nil {
		t.Fatal(err)
	}
	return &stoppedChild{cmd, func(line string) error {
		_, err := fmt.Fprintln(in, line)
		return err
	}}
}

// goOn lets the child go on, and waits for its end.
func (c *stoppedChild) goOn(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	if err := c.say("go on"); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("the child: %v", err)
	}
}
