package settle

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/sandbox"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// with is a shop of another API, over a line.
func with[C strictpay.Asker](t *testing.T, target func(in *sandbox.Sandbox) string,
	connect func(in *sandbox.Sandbox, url string) (C, error)) (*shop[*sql.Tx], C, *line) {
	t.Helper()
	in := sandbox.New(t)
	l, address := newLine(t, target(in))
	client, err := connect(in, address)
	if err != nil {
		t.Fatal(err)
	}
	sh := newShopIn(t, in, openSQLite(t, t.TempDir()+"/pay.db"), func(c *Config[*sql.Tx]) {
		c.Clients = append(c.Clients, client)
	})
	sh.run()
	return sh, client, l
}

// options of the clients: no repeats, so that a lost answer stays lost.
func options() []strictpay.Option {
	return []strictpay.Option{strictpay.WithTimeout(callTimeout), strictpay.WithRetries(0), quietDrift()}
}

func price(text string) *strictpay.Decimal { return new(strictpay.MustDecimal(text)) }

// Koshelek is asked by repeating the call with its key, whether or not the first had arrived, until it is answered;
// then by the identifier that the answer brought.
func TestKoshelek(t *testing.T) {
	sh, client, line := with(t, func(in *sandbox.Sandbox) string {
		return in.Koshelek.URL
	}, func(in *sandbox.Sandbox, url string) (*koshelek.Client, error) {
		return koshelek.New(url, in.Koshelek.Login, in.Koshelek.Password, options()...)
	})
	token := strictpay.NewSecret("desk")
	item := koshelekapi.Item{Name: "Tea", Article: "T-1", Price: 5000, Quantity: 1, TotalAmount: 5000,
		Tax: koshelekapi.TaxVAT20}
	checkout := func(key string, item koshelekapi.Item) (Result[koshelekapi.CheckoutResult], error) {
		return Do(t.Context(), sh.s, key,
			func(ctx context.Context, opt strictpay.CallOption) (*koshelekapi.CheckoutResult, error) {
				return client.Checkout(ctx, token, koshelekapi.CheckoutRequest{
					CardSession: strictpay.NewSecret(koshelekfake.SessionPays), StoreID: koshelekfake.StoreID,
					User: koshelekapi.User{LoyaltyID: "9000000000017"},
					CheckoutInvoice: koshelekapi.CheckoutInvoice{OrderID: key, TotalAmount: item.Price,
						Items: []koshelekapi.Item{item}},
					PaymentMethods: []koshelekapi.PaymentMethod{{Type: koshelekapi.PaymentTypeSBP}},
				}, opt)
			})
	}
	refund := func(key, transaction string) error {
		_, err := Do(t.Context(), sh.s, key,
			func(ctx context.Context, opt strictpay.CallOption) (*koshelekapi.RefundResult, error) {
				return client.RefundTransaction(ctx, token, koshelekapi.RefundRequest{
					StoreID: koshelekfake.StoreID, TransactionID: transaction, RefundAmount: 5000,
					Items: []koshelekapi.Item{item},
				}, opt)
			})
		return err
	}
	for key, f := range map[string]fate{"lost": lose, "dropped": drop, "passed": pass} {
		line.once("/checkout", f)
		if _, err := checkout(key, item); (f == pass) != (err == nil) {
			t.Fatalf("%s: %v", key, err)
		}
		sh.await(key, Done)
		i := sh.intent(key)
		q, err := i.question()
		if err != nil || i.repeat != "" || i.amount != "50" && i.amount != "50.00" {
			t.Errorf("%s: a request of %d bytes is kept, amount %s, %v", key, len(i.repeat), i.amount, err)
		}
		transaction, _ := q.StatusQuery.Get("transactionId")
		line.once("/refund", f)
		if err := refund("back-"+key, transaction); (f == pass) != (err == nil) {
			t.Fatalf("%s: %v", key, err)
		}
		sh.await("back-"+key, Done)
		if b := sh.sandbox.Koshelek.Books(key); b.Charges != 1 || b.Refunds != 1 {
			t.Errorf("%s: the books have %+v", key, b)
		}
		if result, err := checkout(key, item); err != nil || !result.Repeated || result.State != Done {
			t.Errorf("a repeat, whose requestId is another: %+v, %v", result, err)
		}
		dearer := item
		dearer.Price, dearer.TotalAmount = 6000, 6000
		if _, err := checkout(key, dearer); !errors.Is(err, ErrOtherRequest) ||
			strictpay.OutcomeOf(err) != strictpay.Unsent {
			t.Errorf("another amount, whose requestId is another as well: %v", err)
		}
	}
}

func TestRozetkaPay(t *testing.T) {
	sh, client, line := with(t, func(in *sandbox.Sandbox) string {
		return in.RozetkaPay.URL
	}, func(in *sandbox.Sandbox, url string) (*rozetkapay.Client, error) {
		return rozetkapay.New(url, in.RozetkaPay.Login, in.RozetkaPay.Password, options()...)
	})
	line.set(lose)
	_, err := Do(t.Context(), sh.s, "create",
		func(ctx context.Context, opt strictpay.CallOption) (*rozetkapayapi.PayPartsOperationResult, error) {
			return client.PayPartsCreateOrder(ctx, rozetkapayapi.CreatePayPartsOrder{
				BankName: rozetkapay.BankStub, Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: "RP-1",
				Amount: *price("900.00"), Currency: "UAH", PartsCount: 3, Description: "Kettle",
				Customer: rozetkapayapi.PayPartsCustomer{
					FirstName: "A", LastName: "B", Phone: new(rig.BuyerPhone), Email: new("a@example.com"),
					PaymentMethod: &rozetkapayapi.PayPartsPaymentMethod{
						Type:    rozetkapayapi.PayPartsPaymentMethodTypeCcToken,
						CcToken: &rozetkapayapi.CustomerCCTokenRequestPaymentMethod{Token: strictpay.NewSecret("card")},
					},
				},
			}, opt)
		})
	line.choice(nil)
	if strictpay.OutcomeOf(err) != strictpay.Unknown {
		t.Fatal(err)
	}
	until(t, "the order", func() bool { _, there := sh.sandbox.RozetkaPay.GetOrder("RP-1"); return there })
	if err := sh.sandbox.RozetkaPay.CustomerSigns("RP-1"); err != nil {
		t.Fatal(err)
	}
	sh.await("create", Done)
	for _, f := range []struct {
		key  string
		fate fate
		call func(ctx context.Context, opt strictpay.CallOption) (*rozetkapayapi.PayPartsOperationResult, error)
	}{
		{"confirm", lose, func(ctx context.Context,
			opt strictpay.CallOption) (*rozetkapayapi.PayPartsOperationResult, error) {
			return client.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "RP-1"}, opt)
		}},
		{"refund", lose, func(ctx context.Context,
			opt strictpay.CallOption) (*rozetkapayapi.PayPartsOperationResult, error) {
			return client.PayPartsRefund(ctx,
				rozetkapayapi.RefundPPayRequest{ExternalID: "RP-1", Amount: price("100.00")}, opt)
		}},
	} {
		line.set(f.fate)
		if _, err := Do(t.Context(), sh.s, f.key, f.call); strictpay.OutcomeOf(err) != strictpay.Unknown {
			t.Errorf("%s: %v", f.key, err)
		}
		line.choice(nil)
		sh.await(f.key, Done)
	}
	if b := sh.sandbox.RozetkaPay.Books("RP-1"); b.Charges != 1 || b.Refunds != 1 || b.Refunded.String() != "100.00" {
		t.Errorf("the books have %+v", b)
	}
	// A call for a child account is asked about for that account, so its client has to be there.
	_, err = Do(t.Context(), sh.s, "child",
		func(ctx context.Context, opt strictpay.CallOption) (*rozetkapayapi.PayPartsOperationResult, error) {
			return client.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "RP-1"}, opt,
				rozetkapay.OnBehalfOf(sh.sandbox.RozetkaPay.ChildLogin))
		})
	if !errors.Is(err, ErrNoClient) || strictpay.OutcomeOf(err) != strictpay.Unsent {
		t.Errorf("a call for an account without a client: %v", err)
	}
}

// Captures, voids and refunds are told by comparing; a recharge only by the callback of the payment that it made.
func TestXPayments(t *testing.T) {
	sh, client, line := with(t, func(in *sandbox.Sandbox) string {
		return in.XPayments.URL
	}, func(in *sandbox.Sandbox, url string) (*xpayments.Client, error) {
		config, err := xpayments.ConfigFromBundle(in.XPayments.Bundle)
		if err != nil {
			return nil, err
		}
		config.URL, config.APIVersion = url, "1.8" // which calls back for the store's own requests
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
		Zipcode: "SW1Y 4JH",
		Email:   "a@example.com", Phone: "02079460000",
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
	txn := *started.TxnID
	if err := sh.sandbox.XPayments.PaySaving(txn); err != nil {
		t.Fatal(err)
	}
	// quiet keeps callbacks back: whoever handles them reads the payment over the same line, and would get the answer
	// that is meant to be lost.
	quiet := func() {
		t.Helper()
		sh.sandbox.XPayments.Hold()
		sh.sandbox.XPayments.Deliveries() // waits for those under way
		until(t, "the callbacks to be handled", func() bool {
			report, err := sh.s.Report(t.Context())
			return err == nil && report.UnhandledEvents.Count == 0
		})
	}
	step := func(key string, f fate,
		call func(ctx context.Context, opts ...strictpay.CallOption) (*xpaymentsapi.OperationResult, error)) {
		t.Helper()
		quiet()
		_, err := Do(t.Context(), sh.s, key,
			func(ctx context.Context, opt strictpay.CallOption) (*xpaymentsapi.OperationResult, error) {
				return call(ctx, opt, strictpay.BeforeSending(func(context.Context, *strictpay.Sending) error {
					line.once("/api.php", f)
					return nil
				}))
			})
		sh.sandbox.XPayments.Release(false)
		if f == lose && strictpay.OutcomeOf(err) != strictpay.Unknown {
			t.Errorf("%s: %v", key, err)
		}
		sh.await(key, Done)
	}
	step("capture", lose, func(ctx context.Context,
		opts ...strictpay.CallOption) (*xpaymentsapi.OperationResult, error) {
		return client.PaymentCapture(ctx, xpaymentsapi.PaymentCaptureRequest{TxnID: txn, Amount: price("50.00")},
			opts...)
	})
	step("refund", pass, func(ctx context.Context,
		opts ...strictpay.CallOption) (*xpaymentsapi.OperationResult, error) {
		return client.PaymentRefund(ctx, xpaymentsapi.PaymentRefundRequest{TxnID: txn, Amount: price("5.00")}, opts...)
	})
	quiet()
	_, err = Do(t.Context(), sh.s, "recharge",
		func(ctx context.Context, opt strictpay.CallOption) (*xpaymentsapi.RechargeResult, error) {
			line.once("/api.php", lose)
			return client.PaymentRecharge(ctx, xpaymentsapi.PaymentRechargeRequest{
				TxnID: txn, Amount: *price("7.00"), Description: "Further", RefID: new("XP-2"),
				CallbackURL: &server.URL,
			}, opt)
		})
	sh.sandbox.XPayments.Release(false)
	if strictpay.OutcomeOf(err) != strictpay.Unknown {
		t.Fatal(err)
	}
	sh.await("recharge", Done)
}
