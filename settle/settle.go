package settle

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/riverqueue/river"

	"github.com/strictpay/strictpay"
)

// Clients are those that intents are kept for, each of another API and account.
type Clients []strictpay.Asker

// A Config has the settings of a Settle. Clients and Settled are required; the zero of every other field is its
// default.
type Config[TTx any] struct {
	Clients Clients
	// Settled is given each final outcome once per version. What it does in tx commits together with the note that it
	// was delivered, or not at all; anything else, such as mail, happens at least once and should use Outcome.Key. An
	// error or a panic has it called again, later. It must not call Do, and with SQLite everything waits for it.
	Settled func(ctx context.Context, tx TTx, outcome Outcome) error

	HandlerTimeout time.Duration // of one call of Settled; 30 s
	// Schedule is when to ask, each after the one before; the last is repeated until AskFor has passed since the call.
	// The first counts from the end of the call's total timeout. The default is 5 s, 1 m, 5 m, 15 m, 1 h, 6 h, 24 h.
	Schedule []time.Duration
	AskFor   time.Duration // 7 days; then an intent is abandoned, and listed
	// AbsentAfter is how long after the call's total timeout the first "no such payment" counts; 5 minutes. AbsentFor
	// is over how long three of them have to come; 1 hour. Shorter times are for tests.
	AbsentAfter, AbsentFor time.Duration
	SweepEvery             time.Duration // 1 minute
	DeadAfter              time.Duration // a process that gave no sign of life for so long is dead; 30 s
	EventRetention         time.Duration // of the bodies of webhooks; 30 days
	Asking, Delivering     int           // how many jobs of a kind run at once in this process; 16 and 8

	Observer Observer
	Logger   *slog.Logger     // of the queue; nil for none
	Now      func() time.Time // nil for time.Now; for tests
}

// A Settle keeps intents. It is safe for any number of goroutines.
type Settle[TTx any] struct {
	db      Database[TTx]
	config  Config[TTx]
	clients map[account]strictpay.Asker
	queue   *river.Client[TTx]
	process string // names this process in the tables
	writes  *writer[TTx]
}

// An account of an API.
type account struct{ api, name string }

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// Open makes the tables where they are not there, or brings them up to date. It starts nothing: [Settle.Run] does.
func Open[TTx any](db Database[TTx], config Config[TTx]) (*Settle[TTx], error) {
	if db == nil {
		return nil, errors.New("settle: no database")
	}
	if config.Settled == nil {
		return nil, errors.New("settle: Config needs a function for outcomes, Settled")
	}
	s := &Settle[TTx]{db: db, config: config.withDefaults(), clients: map[account]strictpay.Asker{},
		process: processName()}
	for _, client := range config.Clients {
		if client == nil {
			return nil, errors.New("settle: a client is nil")
		}
		of := account{client.API(), client.Account()}
		if s.clients[of] != nil {
			return nil, fmt.Errorf("settle: two clients for one account of %s; name one with strictpay.WithAccount",
				of.api)
		}
		s.clients[of] = client
	}
	if len(s.clients) == 0 {
		return nil, errors.New("settle: Config needs Clients")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := db.migrate(ctx); err != nil {
		return nil, fmt.Errorf("settle: the tables could not be made: %w", err)
	}
	queue, err := newQueue(s)
	if err != nil {
		return nil, err
	}
	s.queue = queue
	s.writes = &writer[TTx]{db: db}
	return s, nil
}

func (c Config[TTx]) withDefaults() Config[TTx] {
	c.HandlerTimeout = cmp.Or(c.HandlerTimeout, 30*time.Second)
	if len(c.Schedule) == 0 {
		c.Schedule = []time.Duration{
			5 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour,
		}
	}
	c.AskFor = cmp.Or(c.AskFor, 7*24*time.Hour)
	c.AbsentAfter = cmp.Or(c.AbsentAfter, 5*time.Minute)
	c.AbsentFor = cmp.Or(c.AbsentFor, time.Hour)
	c.SweepEvery = cmp.Or(c.SweepEvery, time.Minute)
	c.DeadAfter = cmp.Or(c.DeadAfter, 30*time.Second)
	c.EventRetention = cmp.Or(c.EventRetention, 30*24*time.Hour)
	c.Asking, c.Delivering = cmp.Or(c.Asking, 16), cmp.Or(c.Delivering, 8)
	if c.Logger == nil {
		c.Logger = quiet
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// processName is of a kind, and tells a person which process it was.
func processName() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	host, _ := os.Hostname()
	return fmt.Sprintf("%.60s-%d-%s", host, os.Getpid(), hex.EncodeToString(b[:]))
}

// Close closes a database that was opened by its path. Run must have returned.
func (s *Settle[TTx]) Close() { s.db.close() }

func (s *Settle[TTx]) now() time.Time { return s.config.Now() }
