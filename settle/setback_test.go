package settle

import (
	"database/sql"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Jobs of the queue were planned by a clock that was set back since: they are not waited for as long as the step was.
func TestJobsPlannedByAClockThatWasAhead(t *testing.T) {
	both(t, testAhead[*sql.Tx], testAhead[pgx.Tx])
}

func testAhead[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), nil)
	sh.paid("C-1")
	if _, err := sh.refund("ahead", "C-1", "10.00"); err != nil {
		t.Fatal(err)
	}
	tomorrow := `strftime('%Y-%m-%d %H:%M:%f', 'now', '+1 day')`
	if !sh.s.db.dialect().oneWriter {
		tomorrow = `clock_timestamp() + interval '1 day'`
	}
	until(t, "the job of the question", func() bool {
		if err := sh.s.plan(t.Context()); err != nil {
			t.Fatal(err)
		}
		return sh.intent("ahead").askJob != 0
	})
	if sh.exec(`UPDATE {}river_job SET state = 'scheduled', scheduled_at = `+tomorrow) == 0 {
		t.Fatal("there is no job")
	}
	sh.run()
	sh.await("ahead", Done)
}

// A process has died, and the clock of the database was set back after its last sign of life. What it held goes on.
func TestDeadByAClockThatWasAhead(t *testing.T) {
	both(t, testDeadAhead[*sql.Tx], testDeadAhead[pgx.Tx])
}

func testDeadAhead[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), nil)
	sh.paid("D-1")
	if _, err := sh.refund("held", "D-1", "10.00"); err != nil {
		t.Fatal(err)
	}
	until(t, "the job of the question", func() bool {
		if err := sh.s.plan(t.Context()); err != nil {
			t.Fatal(err)
		}
		return sh.intent("held").askJob != 0
	})
	holder := `json_array('dead')`
	if !sh.s.db.dialect().oneWriter {
		holder = `ARRAY['dead']`
	}
	sh.exec(`UPDATE {}river_job SET state = 'running', attempt = 1, attempted_at = {job now}, attempted_by = ` + holder)
	sh.exec(`INSERT INTO {}pay_process (id, seen_at) VALUES ('dead', {now} + ?)`, (24 * time.Hour).Microseconds())
	sh.run()
	sh.await("held", Done)
}

// A process has died while it read the state before a call, and the clock was set back since.
func TestPreparedByAClockThatWasAhead(t *testing.T) {
	both(t, testPreparedAhead[*sql.Tx], testPreparedAhead[pgx.Tx])
}

func testPreparedAhead[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), nil)
	sh.paid("P-1")
	if _, err := sh.refund("prepared", "P-1", "10.00"); err != nil {
		t.Fatal(err)
	}
	sh.exec(`UPDATE {}pay_intent SET state = 'prepared', next_ask_at = 0`)
	sh.clock.step(-24 * time.Hour)
	sh.run()
	sh.await("prepared", NotSent)
}
