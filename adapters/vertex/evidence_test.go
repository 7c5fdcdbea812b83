package vertex_test

import (
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// Every success has data, every refusal a code: without them an answer is missing something, whatever status it has.
// An empty 202 proves itself.
func TestAnswersProveThemselves(t *testing.T) {
	t.Parallel()
	for i := range vertexapi.API.Operations {
		op := &vertexapi.API.Operations[i]
		for _, answer := range op.Answers {
			want := "/data"
			if answer.Status >= 400 {
				want = "/code"
			}
			for _, body := range []string{`{}`, `{"message":"Payout limit"}`, `{"` + want[1:] + `":null}`} {
				_, devs := op.ReadAnswer(answer.Status, []byte(body))
				if !devs.HasViolation(want) {
					t.Errorf("%s %d %s: no violation at %s in %v", op.ID, answer.Status, body, want, devs.List)
				}
			}
			if answer.MayBeEmpty {
				if _, devs := op.ReadAnswer(answer.Status, nil); devs.Violated() {
					t.Errorf("%s %d, empty: %v", op.ID, answer.Status, devs.List)
				}
			}
		}
	}
	for _, body := range []string{`{"code":404,"message":"Not found order number"}`, `{"code":"401","title":"t"}`} {
		if _, devs, err := vertexapi.DecodeErrorResponse([]byte(body)); err != nil || len(devs) != 0 {
			t.Errorf("%s: %v", body, devs)
		}
	}
	_, devs, _ := vertexapi.DecodeCreateOrderResponse([]byte(`{"data":7}`))
	if len(devs) != 1 || devs[0].Kind != strictpay.KindType {
		t.Errorf("evidence that cannot be read is reported once: %v", devs)
	}
}
