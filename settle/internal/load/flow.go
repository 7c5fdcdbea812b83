package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	"github.com/strictpay/strictpay/settle"
)

// A flow is one payment, from its order to its refund, by intents one after the other. Its name is all that a process
// needs to go on with one that was cut off.
type flow struct {
	*shop
	id string
}

// An apiFlow is how payments go by one API.
type apiFlow struct {
	api  string
	pay  func(f flow, ctx context.Context)
	fake func(in *sandbox.Sandbox) fake.Server
	// carriedOut is what its books have of each operation, under the business key of its intent.
	carriedOut map[string]func(b fake.Books) int
	// created is the operation whose order waits for its payer, "" for none, and payer is who pays it.
	created string
	payer   func(in *sandbox.Sandbox, id string) error
}

// flows are those of all APIs, each in a file of its own.
var flows = []apiFlow{vertexFlow, koshelekFlow, rozetkapayFlow, xpaymentsFlow}

func payments(b fake.Books) int { return b.Payments }
func charges(b fake.Books) int  { return b.Charges }
func refunds(b fake.Books) int  { return b.Refunds }

// carriedOut is how often the books have an operation of any API.
func carriedOut(in *sandbox.Sandbox, operation, key string) int {
	for _, of := range flows {
		if count := of.carriedOut[operation]; count != nil {
			return count(of.fake(in).Books(key))
		}
	}
	return 0
}

// Times of a flow.
const (
	flowPatience = 20 * time.Second // for the outcome of one intent, after which the flow is left to the operator
	flowPause    = 150 * time.Millisecond
)

// trade takes payments until ctx ends: first those that an earlier life has begun, then further ones.
func (sh *shop) trade(ctx context.Context) error {
	var all sync.WaitGroup
	for _, of := range flows {
		open, err := sh.books.openFlows(sh.Name + "-" + of.api)
		if err != nil {
			return err
		}
		ids := make(chan string)
		go func() {
			defer close(ids)
			for n := 0; ctx.Err() == nil; n++ {
				id := fmt.Sprintf("%s-%s-%d-%d", sh.Name, of.api, sh.Life, n)
				if n < len(open) {
					id = open[n]
				}
				select {
				case ids <- id:
				case <-ctx.Done():
				}
			}
		}()
		for range sh.Flows {
			all.Go(func() {
				for id := range ids {
					if sh.books.begin(id) != nil {
						continue
					}
					of.pay(flow{sh, id}, ctx)
					if ctx.Err() == nil {
						_ = sh.books.end(id)
					}
				}
			})
		}
	}
	all.Wait()
	return nil
}

// settled makes a call under a business key until its intent is final, and reports whether it was carried out. A call
// that is made again finds its intent, whichever process has kept it.
func (f flow) settled(
	ctx context.Context, key string, call func(ctx context.Context, key string) (settle.State, error),
) bool {
	for end := time.Now().Add(flowPatience); time.Now().Before(end); {
		state, _ := call(ctx, key)
		if state != settle.NotSent && state.Final() {
			return state == settle.Done
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(flowPause):
		}
	}
	return false
}

// do is settle.Do, whatever the database.
func do[T any](
	ctx context.Context, s any, key string, call func(context.Context, strictpay.CallOption) (*T, error),
) (settle.State, error) {
	switch s := s.(type) {
	case *settle.Settle[*sql.Tx]:
		result, err := settle.Do(ctx, s, key, call)
		return result.State, err
	case *settle.Settle[pgx.Tx]:
		result, err := settle.Do(ctx, s, key, call)
		return result.State, err
	}
	return "", errors.New("no settle")
}
