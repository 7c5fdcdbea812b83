package settle

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
)

// A Report is what is not settled, or needs a person.
type Report struct {
	At time.Time `json:"at"`
	// Groups are the intents that are under way, absent or abandoned, by state, age, API, operation and currency.
	Groups []Group `json:"groups"`
	// Listed are the intents that a person has to look at: absent, abandoned, and those with evidence against their
	// outcome, such as a payment that was reversed later. At most 1,000, the oldest first.
	Listed []Listed `json:"listed"`
	// Undelivered are the outcomes that the handler has not taken yet.
	Undelivered Waiting `json:"undelivered"`
	// UnhandledEvents are webhooks whose intents were not asked about yet, UnmatchedEvents those about no intent.
	UnhandledEvents Waiting `json:"unhandled_events"`
	UnmatchedEvents Waiting `json:"unmatched_events"`
}

// A Group is a number of intents.
type Group struct {
	State     State             `json:"state"`
	Age       string            `json:"age"` // under 1 m, under 1 h, under 1 d, under 7 d, 7 d and over
	API       string            `json:"api"`
	Operation string            `json:"operation"`
	Currency  string            `json:"currency"` // "" where the request named none
	Count     int64             `json:"count"`
	Amount    strictpay.Decimal `json:"amount"` // the sum of those that name an amount
	Oldest    time.Time         `json:"oldest"`
}

// Listed is an intent that a person has to look at.
type Listed struct {
	Intent      int64     `json:"intent"`
	State       State     `json:"state"`
	API         string    `json:"api"`
	Account     string    `json:"account"`
	Operation   string    `json:"operation"`
	BusinessKey string    `json:"business_key"`
	Reference   string    `json:"reference"`
	Amount      string    `json:"amount"`
	Currency    string    `json:"currency"`
	SentAt      time.Time `json:"sent_at"`
	Asks        int64     `json:"asks"`
	LastError   string    `json:"last_error"`
	Conflict    string    `json:"conflict"` // evidence against a final outcome
}

// Waiting is how many things of a kind wait, and since when the first of them does.
type Waiting struct {
	Count  int64     `json:"count"`
	Oldest time.Time `json:"oldest"`
}

const listedLimit = 1000

// Report says what is not settled.
func (s *Settle[TTx]) Report(ctx context.Context) (*Report, error) {
	return reportOf(ctx, s.db, s.now())
}

// ReportOf is [Settle.Report] for a program that has the database alone. The tables must be there.
func ReportOf[TTx any](ctx context.Context, db Database[TTx]) (*Report, error) {
	return reportOf(ctx, db, time.Now())
}

func reportOf[TTx any](ctx context.Context, db Database[TTx], now time.Time) (*Report, error) {
	r := &Report{At: now.UTC(), Groups: []Group{}, Listed: []Listed{}}
	err := inTx(ctx, db, func(ctx context.Context, _ TTx, c conn) error {
		if err := r.readGroups(ctx, c, now); err != nil {
			return err
		}
		if err := r.readListed(ctx, c); err != nil {
			return err
		}
		for query, into := range map[string]*Waiting{
			`{}pay_delivery WHERE delivered_at = 0`:              &r.Undelivered,
			`{}pay_event WHERE handled_at = 0`:                   &r.UnhandledEvents,
			`{}pay_event WHERE handled_at > 0 AND intent_id = 0`: &r.UnmatchedEvents,
		} {
			since := "received_at"
			if into == &r.Undelivered {
				since = "created_at"
			}
			var oldest int64
			err := one(ctx, c, `SELECT count(*), coalesce(min(`+since+`), 0) FROM `+query, nil, &into.Count, &oldest)
			if err != nil {
				return err
			}
			into.Oldest = atMicros(oldest)
		}
		return nil
	})
	return r, err
}

// readGroups adds the intents up. Amounts are added here: the databases have no decimals in common.
func (r *Report) readGroups(ctx context.Context, c conn, now time.Time) error {
	type key struct {
		state                         State
		age, api, operation, currency string
	}
	at := map[key]int{}
	sums := map[key]decimal.Decimal{}
	err := each(ctx, c, `SELECT state, api, operation, currency, amount, created_at FROM {}pay_intent
		WHERE `+notSettled+` ORDER BY api, operation, state, created_at`, nil, func(found rows) error {
		var k key
		var amount, state string
		var created int64
		if err := found.Scan(&state, &k.api, &k.operation, &k.currency, &amount, &created); err != nil {
			return err
		}
		k.state, k.age = State(state), ageOf(now.Sub(atMicros(created)))
		n, there := at[k]
		if !there {
			n = len(r.Groups)
			at[k] = n
			r.Groups = append(r.Groups, Group{
				State: k.state, Age: k.age, API: k.api, Operation: k.operation, Currency: k.currency,
				Oldest: atMicros(created),
			})
		}
		r.Groups[n].Count++
		if amount == "" {
			return nil
		}
		d, err := decimal.NewFromString(amount)
		sums[k] = sums[k].Add(d)
		return err
	})
	if err != nil {
		return err
	}
	for k, n := range at {
		sum, err := strictpay.NewDecimal(sums[k])
		if err != nil {
			return err
		}
		r.Groups[n].Amount = sum
	}
	return nil
}

func ageOf(age time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case age < time.Minute:
		return "under 1 m"
	case age < time.Hour:
		return "under 1 h"
	case age < day:
		return "under 1 d"
	case age < 7*day:
		return "under 7 d"
	}
	return "7 d and over"
}

func (r *Report) readListed(ctx context.Context, c conn) error {
	return each(ctx, c, `SELECT `+intentColumns+` FROM {}pay_intent
			WHERE `+notSettled+` AND state IN ('absent', 'abandoned')
		UNION ALL SELECT `+intentColumns+` FROM {}pay_intent WHERE conflict <> ''
		ORDER BY created_at LIMIT ?`,
		[]any{listedLimit}, func(found rows) error {
			var i intent
			if err := i.scan(found); err != nil {
				return err
			}
			r.Listed = append(r.Listed, Listed{
				Intent: i.id, State: i.state, API: i.api, Account: i.account, Operation: i.operation,
				BusinessKey: i.key,
				Reference:   i.reference, Amount: i.amount, Currency: i.currency, SentAt: atMicros(i.sent),
				Asks:      i.asks,
				LastError: i.lastError, Conflict: i.conflict,
			})
			return nil
		})
}
