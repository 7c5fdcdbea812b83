// Package askcheck tests that a client, as a strictpay.Asker, tells later what became of a call: by what was kept
// before the call was sent, through JSON, and asked by another client.
package askcheck

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A Case is a call whose answer is lost.
type Case struct {
	Operation string
	Call      func(ctx context.Context, opts ...strictpay.CallOption) error
	Then      func() error // what others do before it is asked about; nil for nothing
	Want      strictpay.Progress

	Reference, Amount, Currency string // of the question; "" where the request names none
}

// Run makes the calls one after the other. Every operation of the API that moves money has to be among them, but for
// those that are tested elsewhere.
func Run(
	t *testing.T, api *spec.API, client, another strictpay.Asker, server fake.Server, cases []Case,
	elsewhere ...string,
) {
	t.Helper()
	tested := map[string]bool{}
	for _, operation := range elsewhere {
		tested[operation] = true
	}
	for _, c := range cases {
		tested[c.Operation] = true
		q := lost(t, client, server, c)
		if amount := q.Amount.String(); q.Operation != c.Operation || q.Reference != c.Reference ||
			q.Amount.IsSet() != (c.Amount != "") || q.Amount.IsSet() && amount != c.Amount || q.Currency != c.Currency {
			t.Errorf("%s: reference %q, amount %s %s", c.Operation, q.Reference, amount, q.Currency)
		}
		if c.Then != nil {
			if err := c.Then(); err != nil {
				t.Fatalf("%s: %v", c.Operation, err)
			}
		}
		standing, err := another.Ask(t.Context(), Kept(t, q))
		if err != nil || standing.Progress != c.Want {
			t.Errorf("%s: %+v, %v; want %s", c.Operation, standing, err, c.Want)
		}
	}
	for i := range api.Operations {
		if op := &api.Operations[i]; op.MovesMoney && !tested[op.ID] {
			t.Errorf("%s is not tested", op.ID)
		}
	}
}

// lost makes a call whose answer is lost, and is the question that was kept of it.
func lost(t *testing.T, client strictpay.Asker, server fake.Server, c Case) (q strictpay.Question) {
	t.Helper()
	err := c.Call(t.Context(), strictpay.BeforeSending(func(ctx context.Context, s *strictpay.Sending) (err error) {
		if q, err = client.Question(s); err != nil {
			return err
		}
		if q.Compares {
			before, err := client.Ask(ctx, q)
			if err != nil {
				return err
			}
			q.Before = before.State
		}
		server.FaultNext(fake.FaultHTML)
		return nil
	}))
	server.ClearFaults()
	if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Fatalf("%s: %v", c.Operation, err)
	}
	return q
}

// Kept is a question as another process reads it.
func Kept(t *testing.T, q strictpay.Question) strictpay.Question {
	t.Helper()
	type row struct {
		Operation, Reference, Amount, Currency, Before, Repeat string
		StatusQuery                                            strictpay.StatusQuery
		Compares, Absence                                      bool
	}
	kept := row{
		Operation: q.Operation, Reference: q.Reference, Currency: q.Currency, Before: q.Before,
		Repeat: q.Repeat.Reveal(), StatusQuery: q.StatusQuery, Compares: q.Compares, Absence: q.Absence,
	}
	if q.Amount.IsSet() {
		kept.Amount = q.Amount.String()
	}
	text, err := json.Marshal(kept)
	if err != nil {
		t.Fatal(err)
	}
	var read row
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	again := strictpay.Question{
		Operation: read.Operation, Reference: read.Reference, Currency: read.Currency, Before: read.Before,
		Repeat: strictpay.NewSecret(read.Repeat), StatusQuery: read.StatusQuery, Compares: read.Compares,
		Absence: read.Absence,
	}
	if read.Amount != "" {
		if again.Amount, err = strictpay.ParseDecimal(read.Amount); err != nil {
			t.Fatal(err)
		}
	}
	return again
}
