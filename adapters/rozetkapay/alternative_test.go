package rozetkapay_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// blik is a payment that its payer confirms in the bank's application.
func blik(externalID string) rozetkapayapi.CreateAlternativePayment {
	return rozetkapayapi.CreateAlternativePayment{
		Provider: rozetkapayapi.AlternativePaymentProviderImoje, ExternalID: externalID, Currency: "PLN",
		Amount: strictpay.MustDecimal("120.50"), Description: "Order",
		Products: []rozetkapayapi.AlternativePaymentProduct{},
		Customer: rozetkapayapi.AlternativePaymentCustomerDetails{
			FirstName: new("Olena"), LastName: new("Example"), Email: new("olena@buyer.example"),
			IPAddress: new("192.0.2.10"),
			PaymentMethod: &rozetkapayapi.AlternativePaymentMethod{
				Type: new(rozetkapayapi.AlternativePaymentMethodTypeBlik),
				Blik: &rozetkapayapi.BlikRequestAlternativePaymentMethod{
					BlikCode: new(strictpay.NewSecret("123456")),
				},
			},
		},
	}
}

func TestAnAlternativePaymentFromCreationToRefund(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	body := blik("alt")
	body.Payload, body.Metadata = new("basket 42"), rozetkapayapi.Metadata{"channel": "web"}
	result, err := client.CreateAlternativePayment(ctx, body)
	if err != nil || *result.Details.Status != pending || result.Details.Action != nil ||
		*result.Details.Payload != "basket 42" || result.Metadata["channel"] != "web" {
		t.Fatalf("%v, %v", result, err)
	}
	if _, err := client.AlternativePaymentRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: "alt"}); err == nil {
		t.Error("a refund of what is not paid")
	}
	if err := s.PayAlternativePayment("alt"); err != nil {
		t.Fatal(err)
	}
	asked, err := client.AlternativePaymentOperationInfo(ctx, "alt", *result.Details.OperationID)
	if err != nil || *asked.Details.StatusCode != rozetkapayapi.StatusCodeTransactionSuccessful {
		t.Errorf("%v, %v", asked, err)
	}
	_, err = client.CreateAlternativePayment(ctx, body)
	refused(t, err, http.StatusConflict, "order_is_duplicated")
	part := rozetkapayapi.RefundPPayRequest{ExternalID: "alt", Amount: new(strictpay.MustDecimal("20.50"))}
	if refund, err := client.AlternativePaymentRefund(ctx, part); err != nil || refund.Details.Method != nil ||
		*refund.Details.StatusCode != rozetkapayapi.StatusCodeRefundSuccessful {
		t.Fatalf("%v, %v", refund, err)
	}
	part.Amount = new(strictpay.MustDecimal("100.01"))
	_, err = client.AlternativePaymentRefund(ctx, part)
	refused(t, err, http.StatusUnprocessableEntity, "incorrect_refund_sum_or_currency")
	s.SetBalance(strictpay.MustDecimal("1"))
	_, err = client.AlternativePaymentRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: "alt"})
	refused(t, err, http.StatusOK, "insufficient_funds_for_refund")
	payment, err := client.FollowAlternativePayment(ctx, "alt")
	if err != nil || !*payment.Purchased || payment.AmountRefunded.String() != "20.5" ||
		len(payment.PurchaseDetails) != 1 || len(payment.RefundDetails) != 2 {
		t.Errorf("%v, %v", payment, err)
	}
	if books := s.Books("alt"); books.Charges != 1 || books.Charged.String() != "120.5" || books.Refunds != 1 {
		t.Errorf("%+v", books)
	}
}

func TestWhatAnAlternativePaymentNeeds(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	for param, spoil := range map[string]func(*rozetkapayapi.CreateAlternativePayment){
		"customer.payment_method.type": func(b *rozetkapayapi.CreateAlternativePayment) {
			b.Customer.PaymentMethod = nil
		},
		"customer.ip_address": func(b *rozetkapayapi.CreateAlternativePayment) { b.Customer.IPAddress = nil },
		"customer.first_name": func(b *rozetkapayapi.CreateAlternativePayment) { b.Customer.FirstName = nil },
		"customer.email":      func(b *rozetkapayapi.CreateAlternativePayment) { b.Customer.Email = nil },
		"customer.phone": func(b *rozetkapayapi.CreateAlternativePayment) {
			b.Customer.PaymentMethod.Type = new(rozetkapayapi.AlternativePaymentMethodTypeLeasing)
		},
		"products": func(b *rozetkapayapi.CreateAlternativePayment) {
			b.Provider = rozetkapayapi.AlternativePaymentProviderSantander
		},
		"customer.country": func(b *rozetkapayapi.CreateAlternativePayment) {
			b.Provider = rozetkapayapi.AlternativePaymentProviderPrzelewy24
		},
	} {
		body := blik("lacking")
		spoil(&body)
		_, err := client.CreateAlternativePayment(t.Context(), body)
		refusal := refused(t, err, http.StatusBadRequest, "invalid_request_body")
		if details := rozetkapay.Details(refusal); details == nil || *details.Param != param {
			t.Errorf("%v, want %s", details, param)
		}
	}
	body := blik("lacking")
	body.Currency = "UAH"
	_, err := client.CreateAlternativePayment(t.Context(), body)
	refused(t, err, http.StatusUnprocessableEntity, "invalid_currency")
	body = blik("lacking")
	body.Customer.PaymentMethod.Blik.BlikCode = new(strictpay.NewSecret("12345"))
	if _, err = client.CreateAlternativePayment(t.Context(), body); !errors.Is(err, strictpay.ErrNotSent) ||
		strings.Contains(err.Error(), "12345") {
		t.Errorf("a code of five digits: %v", err)
	}
	if _, there := s.GetAlternativePayment("lacking"); there {
		t.Error("a payment was made")
	}
}

func TestTheCallbacksOfAlternativePayments(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	var mu sync.Mutex
	var reported []string
	h, err := rozetkapay.Handler(s.Password, func(_ context.Context, e *rozetkapay.OrderEvent) error {
		mu.Lock()
		defer mu.Unlock()
		about, ok := client.Notice(e)
		if !ok || len(about.Concerns) != 2 || about.Concerns[1].Reference != "alternative payment reported" {
			t.Errorf("%+v", about)
		}
		reported = append(reported, string(*e.Value.Details.Method)+":"+string(*e.Value.Details.StatusCode))
		return nil
	}, rozetkapay.RejectViolations)
	if err != nil {
		t.Fatal(err)
	}
	receiver := httptest.NewServer(h)
	t.Cleanup(receiver.Close)
	body := blik("reported")
	body.CallbackURL, body.Customer.PaymentMethod.Blik = &receiver.URL, nil
	result, err := client.CreateAlternativePayment(ctx, body)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.PostForm(*result.Details.Action.Value, nil) // the payer goes on
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if _, err := client.AlternativePaymentRefund(ctx,
		rozetkapayapi.RefundPPayRequest{ExternalID: "reported"}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.ResendAlternativePaymentCallback(ctx, rozetkapayapi.ResendAlternativePaymentCallbackRequest{
		ExternalID: "reported", Operation: new(rozetkapayapi.AlternativePaymentCallbackOperationCreate),
	}); err != nil {
		t.Fatal(err)
	}
	s.Deliveries()
	mu.Lock()
	defer mu.Unlock()
	const want = "create:waiting_for_redirect create:transaction_successful refund:refund_successful " +
		"create:transaction_successful"
	if got := strings.Join(reported, " "); got != want {
		t.Errorf("reported %s", got)
	}
}

func TestAlternativePaymentsWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	var kept strictpay.Question
	keep := strictpay.BeforeSending(func(_ context.Context, sending *strictpay.Sending) (err error) {
		kept, err = client.Question(sending)
		return err
	})
	check := func(err error, finding strictpay.Finding, progress strictpay.Progress,
		before ...*rozetkapayapi.AlternativePaymentOperationsResult) {
		t.Helper()
		resolved, asked := client.ResolveAlternativePayment(ctx, err, before...)
		if asked != nil || resolved.Finding != finding {
			t.Errorf("%+v, %v", resolved, asked)
		}
		if standing, asked := client.Ask(ctx, kept); asked != nil || standing.Progress != progress {
			t.Errorf("%+v, %v", standing, asked)
		}
	}
	s.Refuse("lost", http.StatusInternalServerError, rozetkapayapi.ResponseCodeInternalError)
	_, err := client.CreateAlternativePayment(ctx, blik("lost"), keep)
	s.Refuse("lost", 0, "")
	check(err, strictpay.NotSeen, strictpay.ProgressNotSeen)
	s.FaultNext(fake.FaultHTML)
	_, err = client.CreateAlternativePayment(ctx, blik("lost"), keep)
	check(err, strictpay.CarriedOut, strictpay.ProgressPending)
	if kept.Amount.String() != "120.50" || kept.Currency != "PLN" {
		t.Errorf("%v", kept)
	}
	if _, err := client.Resolve(ctx, err); !errors.Is(err, rozetkapay.ErrOtherKind) {
		t.Errorf("asked as an order in parts: %v", err)
	}
	if err := s.PayAlternativePayment("lost"); err != nil {
		t.Fatal(err)
	}
	before, err := client.AlternativePaymentRequestInfo(ctx, "lost")
	if err != nil {
		t.Fatal(err)
	}
	standing, err := client.Ask(ctx, kept)
	if err != nil || standing.Progress != strictpay.ProgressDone {
		t.Fatalf("%+v, %v", standing, err)
	}
	s.FaultNext(fake.FaultHTML)
	_, err = client.AlternativePaymentRefund(ctx, rozetkapayapi.RefundPPayRequest{
		ExternalID: "lost", Amount: new(strictpay.MustDecimal("20.50")),
	}, keep)
	kept.Before = standing.State
	check(err, strictpay.CarriedOut, strictpay.ProgressDone, before)
}

func TestAlternativePaymentsThatArePutIn(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	given, ok := s.GetAlternativePayment("alternative-paid")
	if !ok {
		t.Fatal("no seeded payment")
	}
	given.ExternalID = new("put")
	s.PutAlternativePayment(given, s.URL+"/callbacks")
	if err := s.RefundAlternativePayment("put", strictpay.MustDecimal("0.50")); err != nil {
		t.Fatal(err)
	}
	if got, err := client.AlternativePaymentRequestInfo(t.Context(), "put"); err != nil ||
		got.AmountRefunded.String() != "0.5" {
		t.Errorf("%v, %v", got, err)
	}
	if err := s.DeclineAlternativePayment("put", rozetkapayapi.StatusCodeOrderExpired); !errors.Is(err, fake.ErrState) {
		t.Errorf("%v", err)
	}
	if err := s.PayAlternativePayment("nobodys"); !errors.Is(err, fake.ErrNotFound) {
		t.Errorf("%v", err)
	}
}
