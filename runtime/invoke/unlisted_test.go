package invoke_test

import (
	"context"
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// A value that the specification does not list is refused, unless the call allows it; then it is sent and told as
// drift.
func TestAllowUnlisted(t *testing.T) {
	t.Parallel()
	calls, caller := answered(t, 200, "application/json", `{"data":{}}`)
	var told []strictpay.Deviation
	caller.Drift = func(_ context.Context, info *strictpay.Info) { told = append(told, info.Deviations...) }
	request := vertexapi.PayoutFieldsRequest{
		InstrumentType: "hologram", ProviderCode: "p", AcquirerCode: "a",
		PayoutSettings: vertexapi.PayoutSettings{Region: "UA", Currency: "UAH"},
	}
	if _, err := calls.ListPayoutFields(t.Context(), request); !errors.Is(err, strictpay.ErrNotSent) {
		t.Fatalf("refused before sending: %v", err)
	}
	if len(told) != 0 {
		t.Errorf("a refused request told %v", told)
	}
	if _, err := calls.ListPayoutFields(t.Context(), request, strictpay.AllowUnlisted()); errors.Is(err,
		strictpay.ErrNotSent) {
		t.Fatalf("not sent: %v", err)
	}
	want := strictpay.Deviation{
		Severity: strictpay.Drift, Kind: strictpay.KindUnknownValue, Pointer: "/instrumentType",
		Detail: `InstrumentType: "hologram" is not listed`,
	}
	if len(told) == 0 || told[0] != want {
		t.Errorf("told %v, want %v", told, want)
	}
}
