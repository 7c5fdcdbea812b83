package settle

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay/sandbox"
)

// Two processes make the same calls at the same time, each several times. One of each is sent.
func TestOneKeyOnTwoProcesses(t *testing.T) { both(t, testOneKey[*sql.Tx], testOneKey[pgx.Tx]) }

func testOneKey[TTx any](t *testing.T, open func() Database[TTx]) {
	in := sandbox.New(t)
	shops := []*shop[TTx]{newShopIn(t, in, open(), nil), newShopIn(t, in, open(), nil)}
	shops[0].paid("K-refund")
	var all sync.WaitGroup
	var created, refunded atomic.Int64
	for n := range 10 {
		sh := shops[n%2]
		all.Go(func() {
			result, err := sh.create("create", "K-create", "5.00")
			if err != nil {
				t.Error(err)
			} else if !result.Repeated {
				created.Add(1)
			}
		})
		all.Go(func() {
			result, err := sh.refund("refund", "K-refund", "5.00")
			if err != nil {
				t.Error(err)
			} else if !result.Repeated {
				refunded.Add(1)
			}
		})
	}
	all.Wait()
	if created.Load() != 1 || refunded.Load() != 1 || shops[0].refunds("K-refund") != "1 of 5" {
		t.Errorf("%d and %d were no repeats, and the books have %s", created.Load(), refunded.Load(),
			shops[0].refunds("K-refund"))
	}
	if _, err := shops[1].create("create", "K-create", "6.00"); !errors.Is(err, ErrOtherRequest) {
		t.Errorf("another amount: %v", err)
	}
}

// Three processes plan thousands of questions at the same time. Each has one job.
func TestPlanningTogether(t *testing.T) { both(t, testPlanning[*sql.Tx], testPlanning[pgx.Tx]) }

func testPlanning[TTx any](t *testing.T, open func() Database[TTx]) {
	in := sandbox.New(t)
	var shops []*shop[TTx]
	for range 3 {
		shops = append(shops, newShopIn(t, in, open(), nil))
	}
	sh := shops[0]
	if _, err := sh.create("create", "P", "5.00"); err != nil {
		t.Fatal(err)
	}
	const many = 2000
	sh.exec(`INSERT INTO {}pay_intent (api, account, operation, business_key, reference, status_query,
		idempotency_key, request_hash, amount, currency, compares, absence, exclusive, state, version, timeout,
		created_at, sent_at, updated_at, next_ask_at)
		WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
		SELECT api, account, operation, CAST(n AS TEXT), reference, status_query,
		idempotency_key, request_hash, amount, currency, compares, absence, exclusive, state, version, timeout,
		created_at, sent_at, updated_at, next_ask_at FROM {}pay_intent, n`, many)
	sh.exec(`UPDATE {}pay_intent SET next_ask_at = 1`)
	var all sync.WaitGroup
	for _, s := range shops {
		all.Go(func() {
			for range 4 {
				if err := s.s.plan(context.Background()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	jobs := sh.exec(`UPDATE {}river_job SET priority = priority`)
	planned := sh.exec(`UPDATE {}pay_intent SET ask_job = ask_job WHERE ask_job IN (SELECT id FROM {}river_job)`)
	if jobs != many+1 || planned != many+1 {
		t.Errorf("%d jobs, %d intents have one", jobs, planned)
	}
}
