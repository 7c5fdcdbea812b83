package settle

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// A refund is absent, and another of the same amount is made after it. What the second did is no evidence for the
// first.
func TestALaterRefundIsNotTheAbsentOne(t *testing.T) {
	both(t, testLaterRefund[*sql.Tx], testLaterRefund[pgx.Tx])
}

func testLaterRefund[TTx any](t *testing.T, open func() Database[TTx]) {
	sh, line := withLine(t, open(), nil)
	sh.paid("later")
	line.set(drop)
	if _, err := sh.refund("first", "later", "10.00"); strictpay.OutcomeOf(err) != strictpay.Unknown {
		t.Fatal(err)
	}
	sh.run()
	sh.await("first", Absent)
	sh.sandbox.Vertex.SetCallbacks(listen(t, sh, 1), "")
	line.set(pass)
	if _, err := sh.refund("second", "later", "10.00"); err != nil {
		t.Fatal(err)
	}
	sh.await("second", Done)
	until(t, "a webhook to be handled", func() bool {
		return sh.exec(`UPDATE {}pay_event SET body = body WHERE handled_at > 0`) > 0
	})
	report, err := sh.s.Report(t.Context())
	if err != nil || report.UnhandledEvents.Count != 0 {
		t.Errorf("%+v, %v", report, err)
	}
	sh.await("first", Absent)
	if i := sh.intent("first"); i.state != Absent || sh.refunds("later") != "1 of 10" {
		t.Errorf("the first is %s, and the books have %s", i.state, sh.refunds("later"))
	}
}

// A callback about the payment of an earlier recharge is no evidence for a later recharge of the same parent.
func TestALaterRechargeIsNotTheEarlierOne(t *testing.T) {
	t.Parallel()
	sh, client, line := with(t, func(in *sandbox.Sandbox) string {
		return in.XPayments.URL
	}, func(in *sandbox.Sandbox, url string) (*xpayments.Client, error) {
		config, err := xpayments.ConfigFromBundle(in.XPayments.Bundle)
		if err != nil {
			return nil, err
		}
		config.URL, config.APIVersion = url, "1.8"
		return config.New(options()...)
	})
	hook, err := Webhook(sh.s, client, func(take func(context.Context, *xpayments.Event) error) (http.Handler, error) {
		return client.Handler(xpayments.AnySender(), take, xpayments.RejectViolations)
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(hook)
	t.Cleanup(server.Close)
	address := xpaymentsapi.Address{
		Firstname: "A", Address: "12 St James Square", City: "London", State: "London", Country: "GB",
		Zipcode: "SW1Y 4JH", Email: "a@example.com", Phone: "02079460000",
	}
	started, err := client.PaymentInit(t.Context(), xpaymentsapi.PaymentInitRequest{
		ConfID: 1, RefID: "XP-1", ReturnURL: "https://shop.example/return", CallbackURL: server.URL,
		Cart: xpaymentsapi.Cart{
			BillingAddress: address, ShippingAddress: address, Currency: new("USD"), TotalCost: price("50.00"),
			ForceTransactionType: new(xpaymentsapi.ForceTransactionTypeAuthorize),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := sh.sandbox.XPayments.PaySaving(*started.TxnID); err != nil {
		t.Fatal(err)
	}
	recharge := func(key, ref string) (Result[xpaymentsapi.RechargeResult], error) {
		return Do(t.Context(), sh.s, key,
			func(ctx context.Context, opt strictpay.CallOption) (*xpaymentsapi.RechargeResult, error) {
				return client.PaymentRecharge(ctx, xpaymentsapi.PaymentRechargeRequest{
					TxnID: *started.TxnID, Amount: *price("7.00"), Description: "Month", RefID: &ref,
					CallbackURL: &server.URL,
				}, opt)
			})
	}
	handled := func() {
		t.Helper()
		until(t, "the callbacks to be handled", func() bool {
			report, err := sh.s.Report(t.Context())
			return err == nil && report.UnhandledEvents.Count == 0
		})
	}
	first, err := recharge("first", "XP-2")
	if err != nil {
		t.Fatal(err)
	}
	sh.await("first", Done)
	handled()
	line.set(drop)
	if _, err := recharge("second", "XP-3"); strictpay.OutcomeOf(err) != strictpay.Unknown {
		t.Fatal(err)
	}
	line.choice(nil)
	before := sh.exec(`UPDATE {}pay_event SET body = body`)
	if err := sh.sandbox.XPayments.AdminRefund(*first.Value.TransactionID, *price("1.00")); err != nil {
		t.Fatal(err)
	}
	until(t, "the callback", func() bool { return sh.exec(`UPDATE {}pay_event SET body = body`) > before })
	handled()
	if i := sh.intent("second"); i.state != Unknown && i.state != Sent {
		t.Errorf("a recharge that never arrived is %s", i.state)
	}
}

// A function makes its call twice at the same time, with its option. One is sent, and its answer counts.
func TestTwoCallsAtOnce(t *testing.T) { both(t, testTwoCalls[*sql.Tx], testTwoCalls[pgx.Tx]) }

func testTwoCalls[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), nil)
	for _, number := range []string{"T-1", "T-2", "T-3"} {
		result, err := Do(t.Context(), sh.s, number,
			func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.CreateOrderResponse, error) {
				var both sync.WaitGroup
				var answers [2]*vertexapi.CreateOrderResponse
				var errs [2]error
				for n := range 2 {
					both.Go(func() {
						answers[n], errs[n] = sh.vertex.CreateOrder(ctx, newOrder(sh.sandbox, number, "5.00"), opt)
					})
				}
				both.Wait()
				if (answers[0] == nil) == (answers[1] == nil) ||
					!errors.Is(errors.Join(errs[0], errs[1]), ErrOneCall) {
					t.Errorf("%v and %v", errs[0], errs[1])
				}
				if answers[0] != nil {
					return answers[0], nil
				}
				return answers[1], nil
			})
		if err != nil || result.Repeated || result.Value == nil || result.Intent == 0 {
			t.Errorf("%+v, %v", result, err)
		}
	}
}

// The first attempt of a call is carried out, and its answer lost; the second is not let in. That is no reason to call
// it not sent.
func TestNotLetInAfterALostAttempt(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests} {
		var mu sync.Mutex
		seen := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			seen++
			first := seen == 1
			mu.Unlock()
			if first {
				panic(http.ErrAbortHandler)
			}
			w.WriteHeader(status)
		}))
		t.Cleanup(server.Close)
		client, err := koshelek.New(server.URL, "login", "password", strictpay.WithTimeout(patience),
			strictpay.WithRetries(3), quietDrift())
		if err != nil {
			t.Fatal(err)
		}
		sh := newShop(t, openSQLite(t, t.TempDir()+"/pay.db"), func(c *Config[*sql.Tx]) {
			c.Clients = append(c.Clients, client)
		})
		result, err := Do(t.Context(), sh.s, "lost",
			func(ctx context.Context, opt strictpay.CallOption) (*koshelekapi.RefundResult, error) {
				return client.RefundTransaction(ctx, strictpay.NewSecret("desk"), koshelekapi.RefundRequest{
					StoreID: koshelekfake.StoreID, TransactionID: "transaction", RefundAmount: 5000,
					Items: []koshelekapi.Item{{Name: "Tea", Article: "T-1", Price: 5000, Quantity: 1,
						TotalAmount: 5000, Tax: koshelekapi.TaxVAT20}},
				}, opt)
			})
		if result.State == NotSent || seen < 2 {
			t.Errorf("%d after a lost attempt, %d in all: %s, %v", status, seen, result.State, err)
		}
	}
}
