package strictpay_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	shopapi "github.com/strictpay/strictpay/internal/strictgen/testdata/shop"
)

// What carries headers, bodies and free texts prints none of them, alone, in lists and in loggers.
func TestEnvelopesPrintNothingOfWhatTheyHold(t *testing.T) {
	t.Parallel()
	const planted = "PlantedQ"
	header := http.Header{"Authorization": {planted}}
	event := *strictpay.NewEvent(strictpay.Event[shopapi.Order]{Webhook: "postback",
		Value: &shopapi.Order{ID: planted}}, header, []byte(planted))
	info := strictpay.Info{Operation: "captureOrder", Status: 200}
	info.SetAnswer(header, []byte(planted))
	refusal := strictpay.NewRefusal(strictpay.Refusal{API: "vertex", Status: 400, Code: "1",
		Body: &struct{ Name string }{planted}}, planted, header)
	contradiction := strictpay.NewContradiction(strictpay.Contradiction{API: "vertex", Status: 200,
		Deviations: []strictpay.Deviation{{Severity: strictpay.Violation, Kind: strictpay.KindMissing,
			Pointer: "/data"}}}, header, []byte(planted), &struct{ Name string }{planted})
	unknown := &strictpay.OutcomeUnknown{API: "vertex", Operation: "captureOrder", Refusal: refusal,
		Contradiction: contradiction}
	refused := &strictpay.OutcomeUnknown{API: "vertex", Operation: "captureOrder", Refusal: refusal,
		Attempts: []strictpay.Attempt{{Status: 503, MayHaveArrived: true}}}
	unavailable := strictpay.NewUnavailable(strictpay.Unavailable{API: "vertex", Status: 500, Refusal: refusal}, header)
	unsent := &strictpay.NotSent{API: "vertex", Operation: "captureOrder", Deviations: contradiction.Deviations}
	for _, v := range []any{
		event, &event, info, &info, refusal, *refusal, contradiction, *contradiction, unknown, *unknown, refused,
		unavailable, *unavailable, unsent, *unsent,
	} {
		texts := []string{}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t"} {
			texts = append(texts, fmt.Sprintf(verb, v), fmt.Sprintf(verb, []any{v}))
		}
		for _, handler := range []func(*strings.Builder) slog.Handler{
			func(b *strings.Builder) slog.Handler { return slog.NewJSONHandler(b, nil) },
			func(b *strings.Builder) slog.Handler { return slog.NewTextHandler(b, nil) },
		} {
			var b strings.Builder
			slog.New(handler(&b)).Info("x", "v", v)
			texts = append(texts, b.String())
		}
		if _, isError := v.(error); isError {
			b, err := json.Marshal([]any{v})
			if err != nil {
				t.Error(err)
			}
			texts = append(texts, string(b))
		}
		for _, text := range texts {
			if strings.Contains(text, planted) || strings.Contains(text, "506c616e746564") {
				t.Errorf("%T prints it: %s", v, text)
			}
		}
	}
	cause := errors.New("no request was built")
	if built := strictpay.NewNotSent("a", "b", cause); !errors.Is(built, strictpay.ErrNotSent) ||
		!errors.Is(built, cause) {
		t.Error("what was never built was not sent")
	}
}
