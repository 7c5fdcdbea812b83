package invoke_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// A value that the specification does not list is refused, unless the call allows it; then it is sent and reported as
// drift.
func TestAllowUnlisted(t *testing.T) {
	t.Parallel()
	calls, caller := answered(t, 200, "application/json", `{"data":{}}`)
	var reported []strictpay.Deviation
	caller.Drift = func(_ context.Context, info *strictpay.Info) { reported = append(reported, info.Deviations...) }
	request := vertexapi.PayoutFieldsRequest{
		InstrumentType: "hologram", ProviderCode: "p", AcquirerCode: "a",
		PayoutSettings: vertexapi.PayoutSettings{Region: "UA", Currency: "UAH"},
	}
	if _, err := calls.ListPayoutFields(t.Context(), request); !errors.Is(err, strictpay.ErrNotSent) {
		t.Fatalf("refused before sending: %v", err)
	}
	if len(reported) != 0 {
		t.Errorf("a refused request reported %v", reported)
	}
	if _, err := calls.ListPayoutFields(t.Context(), request, strictpay.AllowUnlisted()); errors.Is(err,
		strictpay.ErrNotSent) {
		t.Fatalf("not sent: %v", err)
	}
	want := strictpay.Deviation{
		Severity: strictpay.Drift, Kind: strictpay.KindUnknownValue, Pointer: "/instrumentType",
		Detail: `InstrumentType: "hologram" is not listed`,
	}
	if len(reported) == 0 || reported[0] != want {
		t.Errorf("reported %v, want %v", reported, want)
	}
}

// What was sent with an unlisted value stays told, whatever became of the answer, and is told once. An error of the
// answer has the answer's deviations alone.
func TestWhatWasSentStaysReported(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../specs/vertex/examples/createPayout.request.json")
	if err != nil {
		t.Fatal(err)
	}
	var request vertexapi.CreatePayoutRequest
	if err := json.Unmarshal(text, &request); err != nil {
		t.Fatal(err)
	}
	request.Payout.PayoutNumber = "77"
	request.InstrumentType = new(vertexapi.InstrumentType("hologram"))
	sent := strictpay.Deviation{
		Severity: strictpay.Drift, Kind: strictpay.KindUnknownValue, Pointer: "/instrumentType",
	}
	for _, c := range []struct {
		name, contentType, body string
		status                  int
		exact                   bool
		answer                  string // pointer of the answer's deviation
	}{
		{"a page", "text/html", "<html>", 502, false, ""},
		{"a refusal", "application/json", `{"code":1,"message":"m","new":1}`, 400, false, "/new"},
		{"no evidence", "application/json", `{"data":{}}`, 200, false, "/data/payoutNumber"},
		{"drift", "application/json", `{"data":{"payoutNumber":77}}`, 200, false, "/data/payoutNumber"},
		{"drift, read exactly", "application/json", `{"data":{"payoutNumber":77}}`, 200, true, "/data/payoutNumber"},
	} {
		calls, caller := answered(t, c.status, c.contentType, c.body)
		caller.Exact = c.exact
		reported := 0
		caller.Drift = func(context.Context, *strictpay.Info) { reported++ }
		var info strictpay.Info
		_, err := calls.CreatePayout(t.Context(), request, strictpay.AllowUnlisted(), strictpay.WithInfo(&info))
		if errors.Is(err, strictpay.ErrNotSent) {
			t.Fatal(err)
		}
		if len(info.Deviations) == 0 {
			t.Errorf("%s: nothing is reported: %v", c.name, err)
			continue
		}
		first := info.Deviations[0]
		first.Detail = ""
		if first != sent || reported != 1 {
			t.Errorf("%s: reported %d times, first %v", c.name, reported, info.Deviations[0])
		}
		has := func(list []strictpay.Deviation, pointer string) bool {
			return slices.ContainsFunc(list, func(d strictpay.Deviation) bool { return d.Pointer == pointer })
		}
		if c.answer != "" && !has(info.Deviations, c.answer) {
			t.Errorf("%s: the answer's are lost: %v", c.name, info.Deviations)
		}
		if found := strictpay.DeviationsOf(err); err != nil && has(found, sent.Pointer) ||
			err != nil && c.answer != "" && !has(found, c.answer) {
			t.Errorf("%s: the error has %v", c.name, found)
		}
	}
}
