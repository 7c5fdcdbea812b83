package settle

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
)

// A key that was not sent is tried again, and done, while the handler still has the first outcome. The second waits for
// it: business code that writes down what it is told last must not end with "not sent". With SQLite the open
// transaction of the handler holds up everything anyway.
func TestOutcomesOfAnIntentComeInOrder(t *testing.T) {
	t.Parallel()
	sh := newShop(t, openPostgres(t, postgresDatabaseOf(t)), func(c *Config[pgx.Tx]) {
		c.HandlerTimeout = 2 * patience
	})
	right := sh.vertex
	wrong, err := vertex.New(sh.sandbox.Vertex.URL, "old-token", strictpay.WithTimeout(callTimeout))
	if err != nil {
		t.Fatal(err)
	}
	begun, goOn := make(chan struct{}), make(chan struct{})
	var once sync.Once
	release := sync.OnceFunc(func() { close(goOn) })
	var firstOver, overtaken atomic.Bool
	sh.handle(func(o Outcome) error {
		if o.State == NotSent {
			once.Do(func() { close(begun) })
			<-goOn
			firstOver.Store(true)
			return nil
		}
		overtaken.Store(!firstOver.Load())
		release()
		return nil
	})
	sh.run()
	t.Cleanup(release)
	sh.vertex = wrong
	if result, err := sh.create("again", "again-1", "5.00"); err == nil || result.State != NotSent {
		t.Fatalf("%+v, %v", result, err)
	}
	<-begun
	sh.vertex = right
	if _, err := sh.create("again", "again-1", "5.00"); err != nil {
		t.Fatal(err)
	}
	if err := sh.sandbox.Vertex.Pay("again-1"); err != nil {
		t.Fatal(err)
	}
	until(t, "the second outcome to be tried", func() bool {
		tried := sh.exec(`UPDATE {}river_job SET priority = priority WHERE kind = 'strictpay_deliver' AND ` +
			`CAST(metadata AS TEXT) LIKE '%snooze%'`)
		return overtaken.Load() || tried > 0
	})
	release()
	until(t, "both outcomes", func() bool { return len(sh.effects()) == 2 })
	if overtaken.Load() {
		t.Error("done was delivered while the handler had the outcome before it")
	}
}
