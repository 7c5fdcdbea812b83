package apis_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A long history makes no call dearer: a refund behind a thousand others, and a look at the books, allocate what they
// did at first. A fake that has no refunds in parts is passed over. Callbacks that list a history are not sent here.
// The test cannot be parallel: it counts allocations.
func TestARefundCostsTheSameBehindAThousand(t *testing.T) {
	tried := 0
	for _, a := range apis.All() {
		x := a.Fake(sandbox.New(t)).Server
		x.Hold()
		for _, s := range x.Scenarios() {
			if s.Takes != fake.TakesPartAmount || !strings.HasPrefix(s.Name, "refund") {
				continue
			}
			record, part, ok := refundable(x, s)
			if !ok {
				t.Errorf("%s: no record allows %s twice", a.Name, s.Name)
				continue
			}
			tried++
			cost := func() float64 {
				return testing.AllocsPerRun(20, func() {
					if err := s.Play(record.ID, part); err != nil {
						t.Fatalf("%s, %s of %s: %v", a.Name, s.Name, record.ID, err)
					}
					x.Books(cmp.Or(record.Reference, record.ID))
				})
			}
			early := cost()
			for range 1000 {
				_ = s.Play(record.ID, part) // the next one that is counted tells what is wrong
			}
			if late := cost(); late > 1.5*early+5 {
				t.Errorf("%s, %s: %v allocations behind a thousand refunds, %v at first", a.Name, s.Name, late, early)
			}
		}
	}
	if tried == 0 {
		t.Error("no fake has refunds of a part")
	}
}

// refundable is a record that a scenario refunds again and again, and the least amount.
func refundable(x fake.Server, s fake.Scenario) (record fake.Record, part string, ok bool) {
	for _, record := range x.Records() {
		part := "0.01"
		if strings.Contains(record.Currency, "kopecks") {
			part = "1"
		}
		ok := slices.Contains(record.Scenarios, s.Name)
		for range 2 {
			ok = ok && s.Play(record.ID, part) == nil
		}
		if ok {
			return record, part, true
		}
	}
	return fake.Record{}, "", false
}
