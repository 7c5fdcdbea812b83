package rozetkapay_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// server answers everything in one way.
func server(t *testing.T, status int, mediaType, body string) *rozetkapay.Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, body)
	}))
	t.Cleanup(s.Close)
	client, err := rozetkapay.New(s.URL, "login", "password", strictpay.WithRetries(0),
		strictpay.WithDriftHandler(func(context.Context, *strictpay.Info) {}))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestAnswersThatContradictTheSpecification(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, mediaType, body string
		status                int
		kind                  strictpay.Kind
	}{
		{"a status that is not declared", "application/json", `{}`, 302, strictpay.KindStatus},
		{"no JSON", "text/plain", `{}`, 200, strictpay.KindMediaType},
		{"another character set", "application/json; charset=windows-1251", `{}`, 200, strictpay.KindMediaType},
		{"a page for an error", "text/html", `<html>`, 404, strictpay.KindMediaType},
		{"an empty body", "application/json", ``, 200, strictpay.KindSyntax},
		{"an error body of another type", "application/json", `{"code":true}`, 400, strictpay.KindType},
		{"null for the document", "application/json", `null`, 200, strictpay.KindNull},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			client := server(t, c.status, c.mediaType, c.body)
			_, err := client.PayPartsConfirmOrder(context.Background(),
				rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "o"})
			var unknown *strictpay.OutcomeUnknown
			if !errors.As(err, &unknown) || unknown.Contradiction == nil || unknown.Refusal != nil {
				t.Fatalf("%v", err)
			}
			found := unknown.Contradiction
			if found.Deviations[0].Kind != c.kind || found.Deviations[0].Pointer != "" && c.kind != strictpay.KindType {
				t.Errorf("%v", err)
			}
		})
	}
}

// A 5xx leaves open what happened, whatever code it has; the code is told.
func TestACodeOfA5xxDoesNotDecide(t *testing.T) {
	t.Parallel()
	client := server(t, 503, "application/json", `{"code":"internal_error"}`)
	_, err := client.PayPartsConfirmOrder(context.Background(), rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "o"})
	var unknown *strictpay.OutcomeUnknown
	if !errors.As(err, &unknown) || unknown.Refusal == nil || unknown.Refusal.Code != "internal_error" ||
		unknown.Status != 503 {
		t.Errorf("%v", err)
	}
	_, err = client.PayPartsRequestInfo(context.Background(), "o")
	var unavailable *strictpay.Unavailable
	if !errors.As(err, &unavailable) || unavailable.Refusal == nil || unavailable.Refusal.Code != "internal_error" {
		t.Errorf("%v", err)
	}
}

// An answer that is none but an error, with a success status, is a refusal.
func TestAnErrorFormWithASuccessStatusRefuses(t *testing.T) {
	t.Parallel()
	client := server(t, 200, "application/json", `{"code":"invalid_request_body","message":"m"}`)
	_, err := client.PayPartsConfirmOrder(context.Background(), rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "o"})
	var refusal *rozetkapay.Error
	if !errors.As(err, &refusal) || refusal.Code != "invalid_request_body" || len(refusal.Deviations) == 0 ||
		refusal.Status != 200 {
		t.Errorf("%v", err)
	}
}

func TestDriftIsToldAndKept(t *testing.T) {
	t.Parallel()
	const body = `{"external_id":"o","is_success":true,"details":{"status":"paused","status_code":"new_code",` +
		`"amount":"15.00","later":1}}`
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = fmt.Fprint(w, body)
	}))
	t.Cleanup(s.Close)
	var reported []strictpay.Deviation
	client, err := rozetkapay.New(s.URL, "login", "password",
		strictpay.WithDriftHandler(func(_ context.Context, info *strictpay.Info) {
			reported = info.Deviations
		}))
	if err != nil {
		t.Fatal(err)
	}
	result, err := client.PayPartsConfirmOrder(context.Background(),
		rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "o"})
	if err != nil {
		t.Fatal(err)
	}
	d := result.Details
	if *d.Status != "paused" || d.Status.Valid() || d.Status.Final() || d.Status.Succeeded() ||
		*d.StatusCode != "new_code" || d.StatusCode.Final() || d.Amount.String() != "15.00" {
		t.Errorf("%v", d)
	}
	want := []strictpay.Deviation{{Kind: strictpay.KindUnknownValue, Pointer: "/details/status"},
		{Kind: strictpay.KindUnknownValue, Pointer: "/details/status_code"}, {Kind: strictpay.KindUnknownMember,
			Pointer: "/details/later"}}
	if len(reported) != len(want) {
		t.Fatalf("%v", reported)
	}
	for i := range want {
		if reported[i].Kind != want[i].Kind || reported[i].Pointer != want[i].Pointer {
			t.Errorf("%v, want %v", reported[i], want[i])
		}
	}
	strict, err := rozetkapay.New(s.URL, "login", "password", strictpay.WithExact())
	if err != nil {
		t.Fatal(err)
	}
	_, err = strict.PayPartsConfirmOrder(context.Background(), rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "o"})
	value, ok := strictpay.ValueIn[rozetkapayapi.PayPartsOperationResult](err)
	if !errors.Is(err, strictpay.ErrOutcomeUnknown) || len(strictpay.DeviationsOf(err)) != 3 || !ok ||
		*value.Details.Status != "paused" {
		t.Errorf("%v", err)
	}
}

func TestNumbersAsStringsReadTheSame(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)
	s.WriteNumbersAsStrings(true)
	var info strictpay.Info
	order, err := client.PayPartsRequestInfo(ctx, "example-refund", strictpay.WithInfo(&info))
	if err != nil || order.PurchaseDetails.Amount.String() != "1500.50" ||
		!strings.Contains(string(info.Body()), `"amount":"1500.50","currency":"UAH","status"`) {
		t.Fatalf("%v %v", order, err)
	}
	banks, err := client.PayPartsGetBanksInfo(ctx, &rozetkapayapi.PayPartsGetBanksInfoParams{IncludeFees: new(true)},
		strictpay.WithInfo(&info))
	if err != nil || (*banks)[0].Limits.MinAmount.String() != "1" || (*banks)[0].Periods[2].Fee.String() != "4.75" ||
		!strings.Contains(string(info.Body()), `"fee":"4.75"`) {
		t.Errorf("%v %v", banks, err)
	}
}

func TestIdentifiersStayInsideTheQuery(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)
	for _, id := range []string{"a&operation_id=op-1", "../../order/create", "a?b#c", "a b+c%20", "замовлення",
		`"quoted"`, "a;b", "a=b", "..", "/"} {
		if _, err := client.PayPartsCreateOrder(ctx, order(id, rozetkapayfake.PhoneNoPage)); err != nil {
			t.Errorf("%q: %v", id, err)
			continue
		}
		info, err := client.PayPartsRequestInfo(ctx, id)
		if err != nil || *info.ExternalID != id {
			t.Errorf("%q: %v %v", id, info, err)
			continue
		}
		if result, err := client.PayPartsOperationInfo(ctx, id, *info.PurchaseDetails.OperationID); err != nil ||
			*result.ExternalID != id {
			t.Errorf("%q: %v", id, err)
		}
		if s.Account(id) != s.Login {
			t.Errorf("%q is not booked", id)
		}
	}
}
