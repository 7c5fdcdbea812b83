package settle

import (
	"context"
	"database/sql"
	"testing"

	"github.com/jackc/pgx/v5"
)

// All jobs are deleted, and jobs of kinds that this version does not know are in the queues.
func TestDeletedAndUnknownJobs(t *testing.T) { both(t, testJobs[*sql.Tx], testJobs[pgx.Tx]) }

func testJobs[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), nil)
	sh.sandbox.Vertex.SetCallbacks(listen(t, sh, 1), "")
	for _, key := range []string{"asked", "reported"} {
		sh.paid("of-" + key)
		if _, err := sh.refund(key, "of-"+key, "1.00"); err != nil {
			t.Fatal(err)
		}
	}
	until(t, "the jobs of questions", func() bool {
		if err := sh.s.plan(t.Context()); err != nil {
			t.Fatal(err)
		}
		return sh.intent("asked").askJob != 0 && sh.intent("reported").askJob != 0
	})
	none := func(context.Context, TTx, *intent) error { return nil }
	if i, err := sh.s.askAbout(t.Context(), sh.intent("reported"), "test", none); err != nil || i.state != Done {
		t.Fatalf("%+v, %v", i, err)
	}
	for _, queue := range []string{queueAsk, queueDeliver, queueEvent} {
		if sh.exec(`DELETE FROM {}river_job WHERE queue = ?`, queue) == 0 {
			t.Errorf("there were no jobs in %s", queue)
		}
	}
	for _, queue := range []string{queueAsk, queueDeliver, queueEvent} {
		sh.exec(`INSERT INTO {}river_job (kind, queue, args, max_attempts, state) VALUES ('strictpay_future', ?, ?, `+
			`25, 'available')`, queue, "{}")
	}
	sh.run()
	sh.await("asked", Done)
	sh.await("reported", Done)
	until(t, "the events to be handled", func() bool {
		report, err := sh.s.Report(t.Context())
		return err == nil && report.UnhandledEvents.Count == 0
	})
	if n := sh.exec(`UPDATE {}river_job SET priority = 2 WHERE kind = 'strictpay_future' AND state = 'available' AND ` +
		`attempt = 0`); n != 3 {
		t.Errorf("%d of 3 jobs wait for a version that knows them", n)
	}
}
