package settle

import (
	"database/sql"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
)

// Answers are lost, of calls that were carried out and of calls that never arrived.
func TestLostAnswers(t *testing.T) { both(t, testLost[*sql.Tx], testLost[pgx.Tx]) }

func testLost[TTx any](t *testing.T, open func() Database[TTx]) {
	sh, line := withLine(t, open(), nil)
	sh.paid("L-1")
	sh.paid("L-2")
	line.set(lose)
	if result, err := sh.refund("carried", "L-1", "10.00"); strictpay.OutcomeOf(err) != strictpay.Unknown ||
		result.State != Unknown {
		t.Fatalf("%+v, %v", result, err)
	}
	line.set(drop)
	if _, err := sh.refund("never", "L-2", "10.00"); strictpay.OutcomeOf(err) != strictpay.Unknown {
		t.Fatal(err)
	}
	sh.run()
	sh.await("carried", Done)
	sh.await("never", Absent)
	if sh.refunds("L-1") != "1 of 10" || sh.refunds("L-2") != "0 of 0" {
		t.Errorf("the books have %s and %s", sh.refunds("L-1"), sh.refunds("L-2"))
	}
}

// A request arrives after "no such payment" was answered often enough. The webhook of what it did reopens the intent,
// and its outcome is delivered as another version.
func TestArrivesAfterNotFound(t *testing.T) { both(t, testLate[*sql.Tx], testLate[pgx.Tx]) }

func testLate[TTx any](t *testing.T, open func() Database[TTx]) {
	sh, line := withLine(t, open(), nil)
	hooks := listen(t, sh, 1)
	sh.sandbox.Vertex.SetCallbacks(hooks, "")
	line.set(hold)
	if _, err := sh.create("late", "late-1", "20.00"); strictpay.OutcomeOf(err) != strictpay.Unknown {
		t.Fatal(err)
	}
	sh.run()
	sh.await("late", Absent)
	absent := sh.intent("late")
	line.release()
	if err := sh.sandbox.Vertex.Pay("late-1"); err != nil {
		t.Fatal(err)
	}
	until(t, "the late payment", func() bool { return len(sh.effects()) == 2 })
	if e := sh.effects()[1]; e.state != string(Done) || sh.intent("late").version <= absent.version {
		t.Errorf("%+v, version %d after %d", e, sh.intent("late").version, absent.version)
	}
}

// Absent takes three answers, over the time that was set, of time that has passed: a clock that jumps counts for
// nothing, whichever way.
func TestClockSteps(t *testing.T) { both(t, testClock[*sql.Tx], testClock[pgx.Tx]) }

func testClock[TTx any](t *testing.T, open func() Database[TTx]) {
	sh, line := withLine(t, open(), func(c *Config[TTx]) {
		c.AbsentAfter, c.AbsentFor, c.AskFor = time.Minute, time.Hour, 30*24*time.Hour
	})
	line.set(drop)
	if _, err := sh.create("steps", "steps-1", "20.00"); strictpay.OutcomeOf(err) != strictpay.Unknown {
		t.Fatal(err)
	}
	sh.run()
	asks := func(n int64) {
		t.Helper()
		from := sh.intent("steps").asks
		until(t, "further questions", func() bool { return sh.intent("steps").asks >= from+n })
	}
	asks(2)
	sh.clock.step(40 * 24 * time.Hour)
	asks(3)
	sh.clock.step(-80 * 24 * time.Hour)
	asks(3)
	sh.clock.step(40 * 24 * time.Hour)
	asks(2)
	if i := sh.intent("steps"); i.state != Unknown {
		t.Errorf("%s after %d questions within seconds", i.state, i.asks)
	}
}

// The clock is set back before anybody has asked: the plan is not waited for as long as the step was.
func TestClockSetBackBeforeTheFirstQuestion(t *testing.T) {
	both(t, testSetBack[*sql.Tx], testSetBack[pgx.Tx])
}

func testSetBack[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), nil)
	sh.paid("B-1")
	if _, err := sh.refund("back", "B-1", "10.00"); err != nil {
		t.Fatal(err)
	}
	sh.clock.step(-80 * 24 * time.Hour)
	sh.run()
	sh.await("back", Done)
}

// What cannot be told in time is abandoned and listed, and a webhook can still settle it.
func TestAbandoned(t *testing.T) { both(t, testAbandoned[*sql.Tx], testAbandoned[pgx.Tx]) }

func testAbandoned[TTx any](t *testing.T, open func() Database[TTx]) {
	sh, line := withLine(t, open(), func(c *Config[TTx]) { c.AskFor = 300 * time.Millisecond })
	if _, err := sh.create("open", "open-1", "20.00"); err != nil {
		t.Fatal(err)
	}
	line.set(pass)
	sh.run()
	sh.await("open", Abandoned) // nobody pays
	report, err := sh.s.Report(t.Context())
	if err != nil || len(report.Listed) != 1 || report.Listed[0].State != Abandoned || len(report.Groups) != 1 ||
		report.Groups[0].Amount.String() != "20" {
		t.Errorf("%+v, %v", report, err)
	}
	hooks := listen(t, sh, 1)
	sh.sandbox.Vertex.SetCallbacks(hooks, "")
	if err := sh.sandbox.Vertex.Pay("open-1"); err != nil {
		t.Fatal(err)
	}
	until(t, "the late payment", func() bool { return len(sh.effects()) == 2 })
	if e := sh.effects()[1]; e.state != string(Done) {
		t.Errorf("%+v", e)
	}
}

// Whoever is not let in has done nothing, and the same key tries again.
func TestNotLetIn(t *testing.T) { both(t, testNotLetIn[*sql.Tx], testNotLetIn[pgx.Tx]) }

func testNotLetIn[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), nil)
	right := sh.vertex
	wrong, err := vertex.New(sh.sandbox.Vertex.URL, "old-token", strictpay.WithTimeout(callTimeout))
	if err != nil {
		t.Fatal(err)
	}
	sh.vertex = wrong
	result, err := sh.create("again", "again-1", "5.00")
	if !errors.Is(err, strictpay.ErrUnauthorized) || result.State != NotSent {
		t.Fatalf("%+v, %v", result, err)
	}
	sh.vertex = right
	if result, err = sh.create("again", "again-1", "5.00"); err != nil || result.State != Pending || result.Repeated {
		t.Fatalf("%+v, %v", result, err)
	}
	if err := sh.sandbox.Vertex.Pay("again-1"); err != nil {
		t.Fatal(err)
	}
	sh.run()
	sh.await("again", Done) // the version that was not sent is superseded
}
