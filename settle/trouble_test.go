package settle

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/settle/internal/cluster"
)

// A handler fails, panics, and takes too long. Its effects commit once, and others are not held up.
func TestTroubledHandler(t *testing.T) { both(t, testHandler[*sql.Tx], testHandler[pgx.Tx]) }

func testHandler[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), func(c *Config[TTx]) { c.HandlerTimeout = 300 * time.Millisecond })
	var calls atomic.Int64
	sh.handle(func(o Outcome) error {
		if o.BusinessKey != "troubled" {
			return nil
		}
		switch calls.Add(1) {
		case 1:
			return errors.New("the shop is closed")
		case 2:
			panic("the shop is on fire")
		case 3:
			time.Sleep(sh.s.config.HandlerTimeout + 50*time.Millisecond)
		}
		return nil
	})
	sh.paid("H-1")
	sh.paid("H-2")
	if _, err := sh.refund("troubled", "H-1", "1.00"); err != nil {
		t.Fatal(err)
	}
	sh.run()
	until(t, "the first failure", func() bool { return calls.Load() > 0 })
	if _, err := sh.refund("other", "H-2", "1.00"); err != nil {
		t.Fatal(err)
	}
	sh.await("other", Done)
	sh.await("troubled", Done)
	if calls.Load() != 4 {
		t.Errorf("the handler was called %d times", calls.Load())
	}
}

// A question stalls while another one settles the intent: what the stalled one brings is not kept. A delivery stalls
// while its job is given to another worker: the outcome is delivered once.
func TestStalledTwins(t *testing.T) { both(t, testTwins[*sql.Tx], testTwins[pgx.Tx]) }

// stalling answers its first question late, with what it was when it was asked.
type stalling struct {
	*vertex.Client
	asked   atomic.Int64
	stalled chan struct{}
	resume  chan struct{}
}

func (s *stalling) Ask(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	standing, err := s.Client.Ask(ctx, q)
	if s.asked.Add(1) == 1 {
		close(s.stalled)
		<-s.resume
	}
	return standing, err
}

func testTwins[TTx any](t *testing.T, open func() Database[TTx]) {
	twin := &stalling{stalled: make(chan struct{}), resume: make(chan struct{})}
	sh := newShop(t, open(), func(c *Config[TTx]) {
		twin.Client = c.Clients[0].(*vertex.Client)
		c.Clients = Clients{twin}
	})
	if _, err := sh.create("twins", "T-1", "1.00"); err != nil {
		t.Fatal(err)
	}
	sh.run()
	<-twin.stalled // the order is not paid
	if err := sh.sandbox.Vertex.Pay("T-1"); err != nil {
		t.Fatal(err)
	}
	i := sh.intent("twins")
	if _, err := sh.s.askAbout(t.Context(), i, "test", func(context.Context, TTx, *intent) error {
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := sh.s.askAbout(t.Context(), i, "test", func(context.Context, TTx, *intent) error {
		return nil
	}); !errors.Is(err, errStale) {
		t.Errorf("an answer to an old question: %v", err)
	}
	close(twin.resume)
	sh.await("twins", Done)

	began, resume := make(chan struct{}), make(chan struct{})
	var calls atomic.Int64
	sh.handle(func(Outcome) error {
		if calls.Add(1) == 1 {
			close(began)
			<-resume
		}
		return nil
	})
	sh.paid("T-2")
	if _, err := sh.refund("delivery", "T-2", "1.00"); err != nil {
		t.Fatal(err)
	}
	<-began
	close(resume) // on SQLite nothing else happens while a handler has the transaction
	sh.await("delivery", Done)
}

// The database restarts under the program. Calls meanwhile are not sent, and what was open is settled afterwards.
func TestDatabaseRestart(t *testing.T) {
	t.Parallel()
	_ = postgresDatabaseOf(t) // skips where there is none
	c, err := cluster.New()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Remove)
	sh := newShop[pgx.Tx](t, openPostgres(t, c.DSN("postgres")), nil)
	sh.run()
	if _, err := sh.create("up", "up", "1.00"); err != nil {
		t.Fatal(err)
	}
	if err := sh.sandbox.Vertex.Pay("up"); err != nil {
		t.Fatal(err)
	}
	sh.await("up", Done) // everything runs
	for n := range 3 {
		name := fmt.Sprintf("down-%d", n)
		if _, err := sh.create(name, name, "1.00"); err != nil {
			t.Fatal(err)
		}
	}
	c.Stop()
	if _, err := sh.create("while-down", "while-down", "1.00"); strictpay.OutcomeOf(err) != strictpay.Unsent {
		t.Errorf("a call without its database: %v", err)
	}
	if _, there := sh.sandbox.Vertex.GetOrder("while-down"); there {
		t.Error("it was sent")
	}
	for n := range 3 {
		if err := sh.sandbox.Vertex.Pay(fmt.Sprintf("down-%d", n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		sh.await(fmt.Sprintf("down-%d", n), Done)
	}
}
