package apis

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/sandbox"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// postbackLogin is that of the sandbox's postbacks.
const postbackLogin = "postback"

// koshelekAPI is Koshelek Pay: payments from a wallet at the till.
func koshelekAPI() API {
	return API{
		API: koshelekapi.API, Title: "Koshelek Pay",
		Credentials: []Credential{{Name: "LOGIN"}, {Name: "PASSWORD"}},
		Connect: func(s Settings, opts ...strictpay.Option) (Client, error) {
			values, err := s.need("LOGIN", "PASSWORD")
			if err != nil {
				return nil, err
			}
			return client(koshelek.New(s.URL, values[0], values[1], opts...))
		},
		Fake: func(s *sandbox.Sandbox) Fake {
			x := s.Koshelek
			return Fake{
				Server: x, URL: x.URL, Credentials: map[string]string{"LOGIN": x.Login, "PASSWORD": x.Password},
				Secrets:       []string{x.Login, x.Password, basic(x.Login, x.Password)},
				WebhookSecret: postbackLogin + ":" + x.Password,
				SetCallbacks: func(urls map[string]string) {
					x.SetCallbacks(urls["postback"], postbackLogin, x.Password)
				},
			}
		},
		Callbacks: Callbacks{
			Secret: "LOGIN:PASSWORD that Koshelek was given for postbacks", Setting: WebhookSecretFile,
			Pack: func(secret string, header http.Header, document []byte, _ string) ([]byte, error) {
				login, password, _ := strings.Cut(secret, ":")
				koshelek.Sign(header, login, password)
				return document, nil
			},
			Open: func(secret string, header http.Header, body []byte) ([]byte, error) {
				login, password, _ := strings.Cut(secret, ":")
				return body, koshelek.Verify(login, password)(header, body)
			},
			Unproven: "nothing signs a postback: the login and password prove its sender, not what it says",
		},
		DemoTitle: "Koshelek Pay: a payment at the till", Demo: koshelekDemo,
		Program: func(s *sandbox.Sandbox) Program {
			x := s.Koshelek
			return Program{map[string]string{
				"STRICTPAY_KOSHELEK_URL": x.URL, "STRICTPAY_KOSHELEK_LOGIN": x.Login,
				"STRICTPAY_KOSHELEK_PASSWORD": x.Password,
				"TRANSACTION_ID":              x.Seeded(koshelekapi.TransactionStatusAccepted),
			}, "accepted final: true succeeded: true\nkopecks: "}
		},
		Soak: rig.Kind{
			Weight: 4, Cents: true, Receive: koshelekReceive, Pay: koshelekPay,
			Already: map[string]string{
				"/checkout":           `{"code":"TRANSACTION_FOR_SESSION_ID_ALREADY_EXISTS"}`,
				"/transaction/refund": `{"code":"PAYMENT_TRANSACTION_IS_BEING_REFUNDED_ALREADY"}`,
			},
		},
	}
}

// koshelekDemo shows the calls of the title.
func koshelekDemo(ctx context.Context, r *Report, s *sandbox.Sandbox) error {
	client, err := koshelek.New(s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password)
	if err != nil {
		return err
	}
	token := strictpay.NewSecret("from the TOTP module")
	item := koshelekapi.Item{
		Name: "Tea", Article: "T-1", Price: 36230, Quantity: 1, TotalAmount: 36230, Tax: koshelekapi.TaxVAT20,
	}
	started, err := client.Checkout(ctx, token, koshelekapi.CheckoutRequest{
		CardSession: strictpay.NewSecret(koshelekfake.SessionPays), StoreID: koshelekfake.StoreID,
		User: koshelekapi.User{LoyaltyID: "9000000000017"},
		CheckoutInvoice: koshelekapi.CheckoutInvoice{OrderID: "demo-1", TotalAmount: 36230,
			Items: []koshelekapi.Item{item}},
		PaymentMethods: []koshelekapi.PaymentMethod{{Type: koshelekapi.PaymentTypeSBP}},
	})
	if err != nil {
		return err
	}
	r.Step("checkout", "%s", started.Status)
	outcome, err := client.Follow(ctx, koshelek.FollowRequest{
		TransactionID: started.TransactionID, StoreID: koshelekfake.StoreID,
	})
	if err != nil {
		return err
	}
	r.Step(
		"transactionStatus, polled", "%s, %d kopecks by %s", outcome.End, outcome.Slip().TotalAmount,
		outcome.Slip().PaymentType,
	)
	back, err := client.RefundTransaction(ctx, token, koshelekapi.RefundRequest{
		StoreID: koshelekfake.StoreID, TransactionID: started.TransactionID, RefundAmount: 36230,
		Items: []koshelekapi.Item{item},
	})
	if err != nil {
		return err
	}
	r.Step("refundTransaction", "%s, the payment is %s", back.RefStatus, back.Status)
	rejected, err := client.TransactionStatus(ctx, koshelekapi.TransactionStatusRequest{
		TransactionID: new(s.Koshelek.SeededDeclined(koshelekapi.ErrorCodeTotalAmountIsTooSmall)),
	})
	if err != nil {
		return err
	}
	refusal := rejected.Refusal()
	r.Step("transactionStatus", "%s, %s; the operator reads: %s", rejected.Status, refusal.Code, refusal.Row.Tip)
	return nil
}

// koshelekPay: a checkout, followed to its end, refunded. Every request that moves money has a requestId of its own,
// which all its repeats share.
func koshelekPay(f *rig.Flow) {
	s := f.Sandbox.Koshelek
	var client *koshelek.Client
	desk := strictpay.NewSecret(rig.DeskToken)
	dial := func() {
		var err error
		if client, err = koshelek.New(f.URL(s.URL), s.Login, s.Password, f.Options()...); err != nil {
			f.Fail("%v", err)
		}
	}
	dial()
	amount := 400 + f.Rand.Int64N(100_000)
	item := koshelekapi.Item{
		Name: "Tea", Article: "T-1", Price: amount, Quantity: 1, TotalAmount: amount, Tax: koshelekapi.TaxVAT20,
	}
	request := koshelekapi.CheckoutRequest{
		CardSession: strictpay.NewSecret(koshelekfake.SessionPays), StoreID: koshelekfake.StoreID,
		User: koshelekapi.User{LoyaltyID: "9000000000017"},
		CheckoutInvoice: koshelekapi.CheckoutInvoice{OrderID: f.ID, TotalAmount: amount,
			Items: []koshelekapi.Item{item}},
		PaymentMethods: []koshelekapi.PaymentMethod{{Type: koshelekapi.PaymentTypeSBP}},
	}
	var id string
	checkout := func(ctx context.Context) error {
		started, err := client.Checkout(ctx, desk, request)
		if err == nil {
			id = started.TransactionID
		}
		return err
	}
	if !f.Once(dial, rig.Moved{Payments: 1}, checkout, func(ctx context.Context, unknown error) (bool, error) {
		// The reference is the requestId that the call made. A checkout that is repeated with it is answered as the
		// first was.
		var u *strictpay.OutcomeUnknown
		if errors.As(unknown, &u) {
			request.RequestID, _ = u.StatusQuery.Get("requestId")
		}
		err := checkout(ctx)
		return err == nil, err
	}) {
		return
	}
	payment := koshelek.FollowRequest{TransactionID: id, StoreID: koshelekfake.StoreID}
	if !f.Follow(dial, func(ctx context.Context) (ended, paid bool, err error) {
		outcome, err := client.Follow(ctx, payment,
			koshelek.WithPolling(time.Millisecond, 2*time.Millisecond, 3*time.Second))
		if err != nil {
			return false, false, err
		}
		return outcome.End.Final(), outcome.End.Succeeded(), nil
	}) {
		return
	}
	f.Believes.Charges, f.Believes.Charged, f.Credited = 1, amount, true
	for _, part := range f.Parts(amount) {
		back := koshelekapi.RefundRequest{
			RequestID: invoke.NewKey(), StoreID: koshelekfake.StoreID, TransactionID: id, RefundAmount: part,
			Items: []koshelekapi.Item{item},
		}
		refund := func(ctx context.Context) error {
			result, err := client.RefundTransaction(ctx, desk, back)
			if err == nil && result.Refusal() != nil {
				return result.Refusal()
			}
			return err
		}
		claimed := rig.Moved{Book: rig.Book{Refunds: 1, Refunded: part}}
		if !f.Once(dial, claimed, refund, func(ctx context.Context, _ error) (bool, error) {
			err := refund(ctx)
			return err == nil, err
		}) {
			return
		}
		f.Believes.Refunds++
		f.Believes.Refunded += part
	}
}

// koshelekReceive takes postbacks: an order is credited once its payment is accepted. A postback names the payment and
// not the order, unless it has a slip.
func koshelekReceive(m *rig.Merchant, s *sandbox.Sandbox) (http.Handler, error) {
	s.Koshelek.SetCallbacks(m.URL("koshelek"), "merchant", m.Password)
	return koshelek.Handler("merchant", m.Password, func(_ context.Context, event *koshelek.Event) error {
		state := event.Value
		order := ""
		if state.Slip != nil {
			order = state.Slip.OrderID
		}
		m.Took(event.Key, order, state.Status == koshelekapi.TransactionStatusAccepted && state.RefStatus == nil)
		return nil
	}, koshelek.RejectViolations, koshelek.OnFailure(func(_ context.Context, err error) { m.Refused("koshelek", err) }))
}
