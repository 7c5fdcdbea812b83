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
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// What carries headers, bodies and free texts prints none of them, alone, in lists and in loggers.
func TestEnvelopesPrintNothingOfWhatTheyHold(t *testing.T) {
	t.Parallel()
	const planted = "PlantedQ"
	header := http.Header{"Authorization": {planted}}
	event := strictpay.Event[koshelekapi.TransactionState]{Webhook: "postback", Value: &koshelekapi.TransactionState{}, Body: []byte(planted), Header: header}
	info := strictpay.Info{Operation: "captureOrder", Status: 200, Header: header, Body: []byte(planted)}
	refusal := vertexapi.API.NewError(strictpay.Refusal{API: "vertex", Status: 400, Code: "1", Text: planted, Header: header, Body: planted})
	unknown := &strictpay.OutcomeUnknown{API: "vertex", Operation: "captureOrder", Err: refusal}
	for _, v := range []any{event, &event, info, &info, refusal, unknown, *unknown, strictpay.Unsent("vertex", "captureOrder", refusal)} {
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
	if !errors.Is(strictpay.Unsent("a", "b", invoke.ErrNoOperation), strictpay.ErrNotSent) || !errors.Is(strictpay.Unsent("a", "b", invoke.ErrNoOperation), invoke.ErrNoOperation) {
		t.Error("what was never built was not sent")
	}
}
