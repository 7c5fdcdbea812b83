package vertex_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox"
	vertexfake "github.com/strictpay/strictpay/sandbox/vertex"
)

const shop = 115

// start gives a fresh fake and a client of it.
func start(t *testing.T, opts ...strictpay.Option) (*vertexfake.Server, *vertex.Client) {
	t.Helper()
	s := sandbox.New(t).Vertex
	return s, dial(t, s.URL, s.Token, opts...)
}

func dial(t *testing.T, url, token string, opts ...strictpay.Option) *vertex.Client {
	t.Helper()
	client, err := vertex.New(url, token, opts...)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return client
}

func newOrder(number, amount string, change ...func(*vertexapi.PaymentSettings)) vertexapi.CreateOrderRequest {
	settings := &vertexapi.PaymentSettings{InstrumentType: new(vertexapi.InstrumentTypeCard), ProviderCode: new("alps"),
		AcquirerCode: new("lyra")}
	for _, c := range change {
		c(settings)
	}
	return vertexapi.CreateOrderRequest{
		ShopID: shop, Order: vertexapi.NewOrder{OrderNumber: number,
			Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal(amount), Currency: "EUR"}},
		PaymentSettings: settings,
	}
}

func twoStage(s *vertexapi.PaymentSettings) { s.AutoCapture = new(false) }

func newPayout(number string) vertexapi.CreatePayoutRequest {
	return vertexapi.CreatePayoutRequest{
		ShopID: shop, Payout: vertexapi.NewPayout{PayoutNumber: number,
			Cost: vertexapi.NewPayoutCost{Amount: strictpay.MustDecimal("75.00"), Currency: "EUR"}, Region: new("DE")},
		Purpose: new("Salary"), ProviderCode: new("instantbank"), AcquirerCode: new("instantbank"),
		InstrumentType: new(vertexapi.InstrumentTypeBankTransfer),
		TransferType:   new(vertexapi.TransferTypeSepa),
		Recipient:      strictpay.Raw(`{"bankTransferData":{"iban":"DE02120300000000202051"}}`),
	}
}

func refund(number, amount string, paymentID ...string) vertexapi.RefundOrderRequest {
	r := vertexapi.RefundOrderRequest{ShopID: shop, OrderNumber: number,
		Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal(amount)), Currency: new("EUR")}}
	if len(paymentID) > 0 {
		r.PaymentID = &paymentID[0]
	}
	return r
}

func named(number string) vertexapi.OrderOperationRequest {
	return vertexapi.OrderOperationRequest{ShopID: shop, OrderNumber: number}
}

// must takes the value of a call that is to succeed.
func must[T any](v *T, err error) func(testing.TB) *T {
	return func(t testing.TB) *T {
		t.Helper()
		if err != nil || v == nil {
			t.Fatalf("got %v, %v; want a value", v, err)
		}
		return v
	}
}

func order(t *testing.T, c *vertex.Client, number string) vertexapi.Order {
	t.Helper()
	return must(c.RetrieveOrderDetails(t.Context(), 115, number))(t).Data
}

// refusal takes the provider's no out of an error.
func refusal(t *testing.T, err error, status int, code string) *vertex.Error {
	t.Helper()
	var r *vertex.Error
	if !errors.As(err, &r) || r.Status != status || r.Code != code {
		t.Fatalf("got %v; want HTTP %d with code %q", err, status, code)
	}
	var damage *strictpay.Contradiction
	if errors.As(err, &damage) {
		t.Fatalf("the refusal contradicts its specification: %v", damage.Deviations)
	}
	if errors.Is(err, strictpay.ErrOutcomeUnknown) || errors.Is(err, strictpay.ErrNotSent) {
		t.Fatalf("a refusal is a clean answer, got %v", err)
	}
	return r
}

func TestEveryExampleAnswers(t *testing.T) {
	t.Parallel()
	s, client := start(t, strictpay.WithExact())
	seen := map[string]bool{}
	for i, x := range s.Examples() {
		if i == 0 && x.Operation != "retrieveOrderDetails" {
			t.Errorf("the first example is %s", x.Operation)
		}
		value, err := client.Invoke(t.Context(), x.Operation, arguments(x.Set))
		if err != nil || value == nil {
			t.Errorf("%s %v: %v", x.Operation, x.Set, err)
		}
		seen[x.Operation] = true
	}
	for i := range vertexapi.API.Operations {
		if id := vertexapi.API.Operations[i].ID; !seen[id] {
			t.Errorf("no example of %s", id)
		}
	}
}

// arguments gives a call its arguments by their names on the wire; members that are objects are JSON.
type arguments map[string]string

func (a arguments) Argument(name string, dst any) error {
	_, err := fmt.Sscan(a[name], dst)
	return err
}

func (a arguments) Body(dst jsonread.Readable) error {
	var b bytes.Buffer
	b.WriteByte('{')
	for name, value := range a {
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		if name != "shopId" && !strings.HasPrefix(value, "{") {
			value = fmt.Sprintf("%q", value)
		}
		fmt.Fprintf(&b, "%q:%s", name, value)
	}
	b.WriteByte('}')
	devs := jsonread.ReadInto(b.Bytes(), dst)
	return devs.Err()
}

func TestSeededStatuses(t *testing.T) {
	t.Parallel()
	_, client := start(t, strictpay.WithExact())
	ended := map[vertexapi.OrderStatus][2]bool{ // final, succeeded
		"completed": {true, true}, "failed": {true, false}, "rejected": {true, false}, "canceled": {true, false},
		"cancelled": {true, false}, "refunded": {true, false},
		"partially_refunded": {true, true},
	}
	for _, want := range vertexapi.OrderStatusValues() {
		got := order(t, client, "status-"+strings.ReplaceAll(string(want), "_", "-")).OrderStatus
		if got != want || got.Final() != ended[want][0] || got.Succeeded() != ended[want][1] {
			t.Errorf("%s: got %s, final %v, succeeded %v", want, got, got.Final(), got.Succeeded())
		}
	}
	for _, want := range vertexapi.PayoutStatusValues() {
		got := must(client.RetrievePayoutStatus(t.Context(), 115,
			"payout-"+strings.ReplaceAll(string(want), "_", "-")))(t).Data.PayoutStatus
		// A failed payout can still be completed by a late result.
		final := want == "completed" || want == "rejected" || want == "canceled" || want == "cancelled"
		if got != want || got.Final() != final || got.Succeeded() != (want == "completed") {
			t.Errorf("%s: got %s, final %v, succeeded %v", want, got, got.Final(), got.Succeeded())
		}
	}
	if s := vertexapi.OrderStatus("brand_new"); s.Final() || s.Succeeded() {
		t.Error("an undeclared status is neither final nor succeeded")
	}
}

func TestInstrumentVariants(t *testing.T) {
	t.Parallel()
	_, client := start(t)
	for _, instrument := range vertexapi.InstrumentTypeValues() {
		p := order(t, client, "instrument-"+strings.ReplaceAll(string(instrument), "_", "-")).Payments[0]
		d := p.PaymentDetails
		set := map[vertexapi.InstrumentType]bool{
			vertexapi.InstrumentTypeCard: d.Card != nil, vertexapi.InstrumentTypeBankTransfer: d.BankTransfer != nil,
			vertexapi.InstrumentTypeWallet:       d.Wallet != nil,
			vertexapi.InstrumentTypeCryptoWallet: d.CryptoWallet != nil,
			vertexapi.InstrumentTypeVoucher:      d.Voucher != nil,
		}
		for variant, is := range set {
			if is != (variant == instrument) {
				t.Errorf("%s: variant %s set: %v", instrument, variant, is)
			}
		}
		if d.Other != nil {
			t.Errorf("%s: raw JSON kept", instrument)
		}
	}
}

func TestDocumentedOrder(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	now := time.Date(2023, 8, 29, 15, 34, 56, 0, time.FixedZone("", 3*3600))
	s.PutOrder(vertexapi.Order{
		ID: 54222, ShopID: 123, OrderNumber: "56573FDFVFDBWF", OrderStatus: vertexapi.OrderStatusInProgress,
		Cost:      vertexapi.Cost{Amount: strictpay.MustDecimal("56.99"), Currency: "USD"},
		TimeLimit: now, OrderCreatedAt: now, OrderPaidAt: &now, AutoCapture: true, Payments: []vertexapi.Payment{},
	})
	got := must(client.RetrieveOrderDetails(t.Context(), 123, "56573FDFVFDBWF"))(t).Data
	if got.ID != 54222 || got.ShopID != 123 || got.Cost.Amount.String() != "56.99" || !got.TimeLimit.Equal(now) ||
		got.OrderPaidAt == nil || !got.OrderPaidAt.Equal(now) {
		t.Errorf("got %+v", got)
	}
}

func step(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func fail[T any](v *T, err error) error {
	if v != nil {
		return fmt.Errorf("a value beside %v", err)
	}
	return err
}

func customer(text string) *vertexapi.NewCustomer {
	return &vertexapi.NewCustomer{FirstName: text, LastName: text, Phone: &text, Email: &text}
}
