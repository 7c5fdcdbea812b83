package settle

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/sandbox"
)

// childVariable makes the test binary a child process, which is told what to do in it.
const childVariable = "STRICTPAY_SETTLE_CHILD"

// An errand is what a child process does: one refund, from the call to its delivery, unless it dies.
type errand struct {
	SQLite, Postgres  string // file or address
	URL, Token        string
	ShopID            int64
	Key, Order        string
	KillAt            int // the number of the commit at which the process kills itself; 0 for none
	After             bool
	KillBeforeSending bool // after the intent is kept
	KillAnswered      bool // when the answer is there
	Stall             stall
}

func kill() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}

func child() {
	var e errand
	if err := json.Unmarshal([]byte(os.Getenv(childVariable)), &e); err != nil {
		panic(err)
	}
	var err error
	if e.SQLite != "" {
		var db Database[*sql.Tx]
		if db, err = SQLite(e.SQLite); err == nil {
			err = runErrand(e, db)
		}
	} else {
		var pool *pgxpool.Pool
		var db Database[pgx.Tx]
		if pool, err = pgxpool.New(context.Background(), e.Postgres); err == nil {
			if db, err = Postgres(pool); err == nil {
				err = runErrand(e, db)
			}
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func runErrand[TTx any](e errand, db Database[TTx]) error {
	client, err := vertex.New(e.URL, e.Token, strictpay.WithTimeout(callTimeout), quietDrift())
	if err != nil {
		return err
	}
	delivered := make(chan struct{})
	config := quick[TTx]()
	config.Clients = Clients{client}
	if e.Stall == stallAsk {
		config.Clients = Clients{&stallingAsker{Client: client}}
	}
	config.Settled = func(ctx context.Context, tx TTx, o Outcome) error {
		_, err := db.in(tx).exec(ctx, `INSERT INTO {}effect (key, business_key, state) VALUES (?, ?, ?)`,
			o.Key(), o.BusinessKey, string(o.State))
		if e.Stall == stallDelivery {
			stallOnce()
		}
		return err
	}
	config.HandlerTimeout = stalledHandler
	var once sync.Once
	s, err := Open[TTx](&killing[TTx]{Database: db, at: e.KillAt, after: e.After, delivered: func() {
		once.Do(func() { close(delivered) })
	}}, config)
	if err != nil {
		return err
	}
	var opts []strictpay.CallOption
	if e.KillBeforeSending {
		opts = append(opts, strictpay.BeforeSending(func(context.Context, *strictpay.Sending) error {
			kill()
			return nil
		}))
	}
	_, err = Do(context.Background(), s, e.Key, refundCall(e, client, opts))
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	if e.Stall == "" {
		<-delivered
	} else {
		<-resumed // what was stalled goes on, and Run waits for its end
	}
	stop()
	return <-ended
}

// spawn runs a child, and reports whether it died on its errand.
func spawn(t *testing.T, e errand) (died bool) {
	t.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+string(text))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() &&
		status.Signal() == syscall.SIGKILL {
		return true
	}
	if err != nil {
		t.Fatalf("the child failed: %v\n%s", err, out.String())
	}
	return false
}

// A killing database kills its process at the commit of a change of an intent or a delivery.
type killing[TTx any] struct {
	Database[TTx]
	at        int
	after     bool
	delivered func()

	mu      sync.Mutex
	n       int
	changes map[any]*noting
}

func (k *killing[TTx]) in(tx TTx) conn {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.changes == nil {
		k.changes = map[any]*noting{}
	}
	n := k.changes[tx]
	if n == nil {
		n = &noting{conn: k.Database.in(tx)}
		k.changes[tx] = n
	}
	return n
}

func (k *killing[TTx]) commit(ctx context.Context, tx TTx) error {
	k.mu.Lock()
	n := k.changes[tx]
	delete(k.changes, tx)
	k.mu.Unlock()
	err := k.around(n != nil && n.changed, func() error { return k.Database.commit(ctx, tx) })
	if err == nil && n != nil && n.delivered {
		k.delivered()
	}
	return err
}

// around kills the process before or after a commit, if it is the one.
func (k *killing[TTx]) around(changed bool, commit func() error) error {
	hit := false
	if changed {
		k.mu.Lock()
		k.n++
		hit = k.n == k.at
		k.mu.Unlock()
	}
	if hit && !k.after {
		kill()
	}
	err := commit()
	if hit {
		kill()
	}
	return err
}

// single is for statements that are commits of their own.
func (k *killing[TTx]) single() conn { return lone{k.Database.single(), k.around} }

type lone struct {
	conn
	around func(changed bool, commit func() error) error
}

func (l lone) exec(ctx context.Context, query string, args ...any) (n int64, err error) {
	err = l.around(strings.Contains(query, "{}pay_intent SET"), func() (err error) {
		n, err = l.conn.exec(ctx, query, args...)
		return err
	})
	return n, err
}

func (l lone) query(ctx context.Context, query string, args ...any) (found rows, err error) {
	err = l.around(strings.HasPrefix(query, "INSERT INTO {}pay_intent"), func() (err error) {
		found, err = l.conn.query(ctx, query, args...)
		return err
	})
	return found, err
}

// noting notes what a transaction changes.
type noting struct {
	conn
	changed, delivered bool
}

func (n *noting) exec(ctx context.Context, query string, args ...any) (int64, error) {
	n.delivered = n.delivered || strings.Contains(query, "UPDATE {}pay_delivery SET delivered_at")
	n.changed = n.changed || strings.Contains(query, "{}pay_intent SET") || n.delivered
	return n.conn.exec(ctx, query, args...)
}

func (n *noting) query(ctx context.Context, query string, args ...any) (rows, error) {
	n.changed = n.changed || strings.HasPrefix(query, "INSERT INTO {}pay_intent")
	return n.conn.query(ctx, query, args...)
}

func errandFor(in *sandbox.Sandbox, key string) errand {
	return errand{URL: in.Vertex.URL, Token: in.Vertex.Token, ShopID: in.Vertex.ShopID, Key: key, Order: "of-" + key}
}
