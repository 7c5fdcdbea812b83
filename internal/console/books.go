package console

import (
	"fmt"
	"strings"
	"sync"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// mostRecords is how many touched records the page shows.
const mostRecords = 100

// books remember in which order records were touched: those of a fresh fake are not, until something happens to them.
type books struct {
	mu      sync.Mutex
	known   map[string]map[string]*place // by API, and by kind and ID
	touched int
}

// A place is what is known of one record.
type place struct {
	looks looks
	since int // when it was touched first; 0 for never
}

// looks are what a change of a record shows in.
type looks struct {
	reference, state, amount, scenarios string
	books                               fake.Books
}

func looksOf(r fake.Record) looks {
	return looks{r.Reference, r.State, r.Amount, strings.Join(r.Scenarios, " "), r.Books}
}

func newBooks() *books { return &books{known: map[string]map[string]*place{}} }

// look notes what there is from the start.
func (b *books) look(list []apis.API, s *sandbox.Sandbox) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range list {
		b.known[a.Name] = map[string]*place{}
		for _, r := range a.Fake(s).Records() {
			b.known[a.Name][r.Kind+" "+r.ID] = &place{looks: looksOf(r)}
		}
	}
}

// A touched record is one to which something has happened.
type touched struct {
	fake.Record
	since     int
	api       apis.API
	scenarios []fake.Scenario // of its fake
}

// split gives the records to which something has happened, and those that are as they were from the start.
func (b *books) split(api string, records []fake.Record) (changed []touched, fresh []fake.Record) {
	b.mu.Lock()
	defer b.mu.Unlock()
	known := b.known[api]
	for _, r := range records {
		p, now := known[r.Kind+" "+r.ID], looksOf(r)
		if p == nil {
			p = &place{}
			known[r.Kind+" "+r.ID] = p
		}
		if p.looks != now && p.since == 0 {
			b.touched++
			p.since = b.touched
		}
		p.looks = now
		if p.since > 0 {
			changed = append(changed, touched{Record: r, since: p.since})
		} else {
			fresh = append(fresh, r)
		}
	}
	return changed, fresh
}

// A sum is one of the books' amounts.
type sum struct{ Name, Amount string }

// sums are the amounts that are not zero, and how often where that is more than once.
func sums(b fake.Books) []sum {
	var list []sum
	add := func(name string, amount strictpay.Decimal, times int) {
		if !amount.IsSet() || amount.Sign() == 0 {
			return
		}
		text := amount.String()
		if times > 1 {
			text += fmt.Sprintf(" (%d times)", times)
		}
		list = append(list, sum{name, text})
	}
	add("held", b.Held, 0)
	add("charged", b.Charged, b.Charges)
	add("refunded", b.Refunded, b.Refunds)
	add("canceled", b.Canceled, b.Cancels)
	add("paid out", b.PaidOut, b.Payouts)
	return list
}
