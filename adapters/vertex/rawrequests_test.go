package vertex_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// JSON of the caller's stays inside its member: nothing of it becomes another amount, and nothing breaks the request.
func TestJSONOfTheCallerStaysInItsMember(t *testing.T) {
	t.Parallel()
	var sent atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		sent.Add(1)
		w.WriteHeader(http.StatusUnauthorized)
	}))
	t.Cleanup(server.Close)
	client, err := vertex.New(server.URL, "token")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../specs/vertex/examples/createPayout.request.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		recipient string
		kind      strictpay.Kind // "" is sent
		pointer   string
	}{
		{`{}`, "", ""},
		{` {"personalData": {"firstName": "Ada"}, "a": [1, {"b": null}]} `, "", ""},
		{`{},"payout":{"cost":{"amount":"9999.00","currency":"EUR"}}`, strictpay.KindSyntax, "/recipient"},
		{`{`, strictpay.KindSyntax, "/recipient"},
		{``, strictpay.KindSyntax, "/recipient"},
		{`}`, strictpay.KindSyntax, "/recipient"},
		{"{\"a\":\"\xff\"}", strictpay.KindSyntax, "/recipient/a"},
		{`{"a":"\ud800"}`, strictpay.KindSyntax, "/recipient/a"},
		{"\xef\xbb\xbf{}", strictpay.KindSyntax, "/recipient"},
		{`{"a":{"b":1,"b":2}}`, strictpay.KindDuplicate, "/recipient/a/b"},
		{strings.Repeat(`{"a":`, 70) + `1` + strings.Repeat(`}`, 70), strictpay.KindSyntax, "/recipient/a"},
		{`null`, strictpay.KindNull, "/recipient"},
		{`[]`, strictpay.KindType, "/recipient"},
		{`"text"`, strictpay.KindType, "/recipient"},
	} {
		var request vertexapi.CreatePayoutRequest
		if err := json.Unmarshal(text, &request); err != nil {
			t.Fatal(err)
		}
		request.Recipient = vertexapi.PayoutParty(c.recipient)
		before := sent.Load()
		_, err := client.CreatePayout(t.Context(), request)
		if c.kind == "" {
			if errors.Is(err, strictpay.ErrNotSent) || sent.Load() == before {
				t.Errorf("%s: not sent: %v", c.recipient, err)
			}
			continue
		}
		refused(t, c.recipient, err, c.kind, c.pointer)
		if sent.Load() != before {
			t.Errorf("%s was sent", c.recipient)
		}
	}
}

// refused is an error of the check of a request, whose first finding is of a kind and at a pointer, or below it.
func refused(t *testing.T, name string, err error, kind strictpay.Kind, pointer string) {
	t.Helper()
	notSent, ok := errors.AsType[*strictpay.NotSent](err)
	if !ok || len(notSent.Deviations) == 0 {
		t.Errorf("%s: %v", name, err)
		return
	}
	first := notSent.Deviations[0]
	if first.Severity != strictpay.Violation || first.Kind != kind || !strings.HasPrefix(first.Pointer, pointer) {
		t.Errorf("%s: %v, want %s at %s", name, first, kind, pointer)
	}
}

// Other members of an open object are JSON each, and none of those that have a field.
func TestOtherMembersOfRequestsAreChecked(t *testing.T) {
	t.Parallel()
	fake, client := start(t)
	for _, c := range []struct {
		name, value string
		kind        strictpay.Kind
		pointer     string
	}{
		{"number", `"1","number":"2"`, strictpay.KindSyntax, ""},
		{"number", ``, strictpay.KindSyntax, ""},
		{"\xff", `"1"`, strictpay.KindFormat, ""},
		{"type", `"1"`, strictpay.KindDuplicate, "/type"},
	} {
		document := vertexapi.DocumentData{AdditionalProperties: map[string]strictpay.Raw{
			c.name: strictpay.Raw(c.value), "fine": strictpay.Raw(`[1,{"a":null}]`), "absent": nil,
		}}
		_, err := client.CreateOrder(t.Context(), vertexapi.CreateOrderRequest{
			ShopID: fake.ShopID,
			Order: vertexapi.NewOrder{OrderNumber: "raw-1", Cost: vertexapi.NewOrderCost{
				Amount: strictpay.MustDecimal("5.00"), Currency: "EUR"}},
			Payer: &vertexapi.Payer{DocumentData: &document},
		})
		refused(t, c.name+" "+c.value, err, c.kind, "/payer/documentData"+c.pointer)
	}
}

// A value that no JSON can carry is not sent as another one, whatever the call allows.
func TestEnumsInInvalidUTF8AreNotSent(t *testing.T) {
	t.Parallel()
	_, client := start(t)
	_, err := client.ListPayoutFields(t.Context(), vertexapi.PayoutFieldsRequest{
		InstrumentType: "holo\xff", ProviderCode: "p", AcquirerCode: "a",
		PayoutSettings: vertexapi.PayoutSettings{
			Region: "UA", Currency: "UAH", TransferType: new(vertexapi.TransferType("\xff")),
		},
	}, strictpay.AllowUnlisted())
	refused(t, "enums", err, strictpay.KindFormat, "")
	if notSent, ok := errors.AsType[*strictpay.NotSent](err); ok && len(notSent.Deviations) != 2 {
		t.Errorf("two values that cannot be sent: %v", notSent.Deviations)
	}
}
