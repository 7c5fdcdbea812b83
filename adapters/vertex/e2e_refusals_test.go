package vertex_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	vertexfake "github.com/strictpay/strictpay/sandbox/vertex"
)

func TestNotFoundHasTheOtherShape(t *testing.T) {
	t.Parallel()
	_, client := start(t)
	for name, err := range map[string]error{
		"order":                fail(client.RetrieveOrderDetails(t.Context(), 115, "nobody")),
		"a payout as an order": fail(client.RetrieveOrderDetails(t.Context(), 115, "payout-completed")),
		"payout":               fail(client.RetrievePayoutStatus(t.Context(), 115, "nobody")),
		"an order as a payout": fail(client.RetrievePayoutStatus(t.Context(), 115, "status-completed")),
		"shop":                 fail(client.ListPaymentMethods(t.Context(), 4)),
		"order to cancel":      fail(client.CancelOrder(t.Context(), named("nobody"))),
		"shop of the new order": fail(client.CreateOrder(t.Context(),
			vertexapi.CreateOrderRequest{ShopID: 4, Order: newOrder("x", "1").Order})),
	} {
		r := refusal(t, err, 404, "404")
		if !errors.Is(err, vertex.ErrNotFound) || errors.Is(err, vertex.ErrUnauthorized) || r.Text() == "" {
			t.Errorf("%s: %v", name, err)
		}
		body := vertex.Details(r)
		if body == nil || body.Message == nil || body.Title != nil {
			t.Errorf("%s: body %v", name, body)
		}
		if b, _ := body.MarshalJSON(); !bytes.Contains(b, []byte(`"code":404`)) {
			t.Errorf("%s: the code was a number", name)
		}
	}
	if vertex.Details(nil) != nil {
		t.Error("details of nothing")
	}
}

func TestCodeTables(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		table      vertexapi.Table
		code, text string
	}{
		{vertexapi.TableCardBrand, "dci", "Diners Club International"},
		{vertexapi.TableCardBrand, "d\u0441i", "Diners Club International"},
		{vertexapi.TableCardBrand, "amex", "American Express"},
		{vertexapi.TablePaymentType, "refund", "for refunds (🚧 refund in development)"},
		{vertexapi.TableOrderStatus, "need_action", ""},
		{vertexapi.TableTransferType, "upi_fast_vip", ""}, {vertexapi.TableInstrument, "voucher", ""},
		{vertexapi.TablePaymentStatus, "authorized", ""},
	} {
		row, found := vertex.Lookup(c.table, c.code)
		if !found || row.Text != c.text || row.Table != c.table.String() || row.API != "vertex" {
			t.Errorf("%s %s: %v, %v", c.table, c.code, row, found)
		}
	}
	for _, code := range []string{"dsi", ""} {
		if row, found := vertex.Lookup(vertexapi.TableCardBrand, code); found || row != (strictpay.Row{}) {
			t.Errorf("%q: %v", code, row)
		}
	}
	if row, found := vertexapi.CardBrandDCICyrillic.Row(); !found || row.Text != "Diners Club International" {
		t.Errorf("typed: %v", row)
	}
}

func TestUnauthorized(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	stranger := dial(t, s.URL, "another-token")
	r := refusal(t, fail(stranger.RetrieveOrderDetails(t.Context(), 115, "status-completed")), 401, "401")
	if !errors.Is(r, vertex.ErrUnauthorized) || errors.Is(r, vertex.ErrNotFound) {
		t.Errorf("got %v", r)
	}
	refusal(t, fail(stranger.CreateOrder(t.Context(), newOrder("stolen", "10.00"))), 401, "401")
	if _, made := s.GetOrder("stolen"); made {
		t.Error("made without a token")
	}
	err := fail(client.ListPayoutMethods(t.Context(), s.ForeignShopID))
	refusal(t, err, 403, "403")
	if !errors.Is(err, vertex.ErrUnauthorized) {
		t.Errorf("another shop: %v", err)
	}
	// The documented 400 has code 401 and is no question of credentials.
	if err := fail(client.RefundOrder(t.Context(), refund("status-completed", "0"))); errors.Is(err,
		vertex.ErrUnauthorized) {
		t.Errorf("a code is not an HTTP status: %v", err)
	}
	for _, token := range []string{"", "a b", "a\r\nX: y"} {
		if _, err := vertex.New(s.URL, token); !errors.Is(err, vertex.ErrCredentials) {
			t.Errorf("token %q: %v", token, err)
		}
	}
}

func TestNothingIsSent(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	bad := newOrder("-x-", "10.00")
	bad.Order.Cost.Amount = strictpay.Decimal{}
	bad.PaymentSettings.InstrumentType = new(vertexapi.InstrumentType("cash"))
	bad.PaymentSettings.WebhookURL = new("http://127.0.0.1/")
	_, err := client.CreateOrder(t.Context(), bad)
	var found *strictpay.NotSent
	if !errors.Is(err, strictpay.ErrNotSent) || !errors.As(err, &found) {
		t.Fatalf("got %v", err)
	}
	want := map[string]strictpay.Kind{
		"/order/orderNumber": strictpay.KindFormat, "/order/cost/amount": strictpay.KindMissing,
		"/paymentSettings/instrumentType": strictpay.KindUnknownValue,
		"/paymentSettings/webhookUrl":     strictpay.KindFormat,
	}
	for _, d := range found.Deviations {
		if want[d.Pointer] != d.Kind {
			t.Errorf("%s at %s", d.Kind, d.Pointer)
		}
		delete(want, d.Pointer)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}

	// A closed port.
	_, err = dial(t, "http://127.0.0.1:1", s.Token).CreatePayout(t.Context(), newPayout("nowhere"))
	if !errors.Is(err, strictpay.ErrNotSent) || errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Errorf("closed port: %v", err)
	}
}

func TestPathArguments(t *testing.T) {
	t.Parallel()
	_, client := start(t)
	for _, number := range []string{"", ".", ".."} {
		if err := fail(client.RetrieveOrderDetails(t.Context(), 115, number)); !errors.Is(err, strictpay.ErrNotSent) {
			t.Errorf("%q: %v", number, err)
		}
	}
	for _, number := range []string{
		"../../payouts/115/payout-completed", "status-completed/", "status-completed?x=1", "status-completed#x",
		"status-completed%2f", "a/../status-completed", ";status-completed", "status-completed\x00", "%2e%2e",
	} {
		err := fail(client.RetrieveOrderDetails(t.Context(), 115, number))
		if !errors.Is(err, vertex.ErrNotFound) {
			t.Errorf("%q: %v; want it to be one segment that names no order", number, err)
		}
		refusal(t, err, 404, "404")
	}
	// A shop is a number above zero, so no fixed segment of another operation comes in its place.
	for _, shop := range []vertexapi.ShopID{0, -115} {
		if err := fail(client.RetrievePayoutStatus(t.Context(), shop, "A")); !errors.Is(err, strictpay.ErrNotSent) {
			t.Errorf("shop %d: %v", shop, err)
		}
	}
}

// The refusal that a test double returns reads and counts as the client's own.
func TestRefusalOfATestDouble(t *testing.T) {
	t.Parallel()
	_, client := start(t)
	_, own := client.RetrieveOrderDetails(t.Context(), 115, "nobody")
	double := vertexfake.Refusal("retrieveOrderDetails", 404, "404")
	if own == nil || double.Error() != own.Error() || !errors.Is(double, vertex.ErrNotFound) {
		t.Errorf("%v, want %v", double, own)
	}
	refusal(t, double, 404, "404")
}
