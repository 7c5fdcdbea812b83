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
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/spec"
)

const plantedText = "PLANTED-4111"

// guarded is one value of every type beside the models that holds what must not be printed.
func guarded() []any {
	header := http.Header{"Authorization": {plantedText}}
	body := []byte(`{"name":"` + plantedText + `"}`)
	told := &xpaymentsapi.CallbackData{}
	_ = told.ReadDocument([]byte("<data><txnId>1</txnId><message>"+plantedText+"</message><maskedCardData><last4>"+plantedText+
		"</last4></maskedCardData></data>"), spec.Decoding{})
	slip := &koshelekapi.Slip{ID: plantedText, OrderID: plantedText}
	contradiction := strictpay.NewContradiction(strictpay.Contradiction{
		API: "a", Operation: "b", Deviations: []strictpay.Deviation{{Kind: strictpay.KindMissing, Pointer: "/data"}},
	}, header, body, &vertexapi.OrderResponse{Data: vertexapi.Order{OrderNumber: plantedText}})
	refusal := &strictpay.Refusal{
		API: "a", Operation: "b", Status: 400, Code: "1", Text: plantedText, Header: header,
		Body: &koshelekapi.TransactionState{Slip: slip},
	}
	return []any{
		&strictpay.Event[vertexapi.OrderResponse]{Webhook: "w", Body: body, Header: header, Key: "k"},
		&xpayments.Event{TxnID: "1", Told: told, Payment: xpayments.CallbackPaymentOf(told), Key: "k"},
		&koshelek.FollowResult{End: koshelek.EndRejected, State: &koshelekapi.TransactionState{Slip: slip}, LastError: errors.New(plantedText)},
		&strictpay.Info{Operation: "b", Header: header, Body: body},
		&xpayments.Return{RefID: "1", Last4: plantedText},
		&xpayments.Credentials{PrivateKey: plantedText, Password: plantedText, Certificate: plantedText},
		contradiction, refusal,
		&strictpay.OutcomeUnknown{Refusal: refusal, Contradiction: contradiction},
		&strictpay.Unavailable{Refusal: refusal},
		&strictpay.NotSent{Err: refusal},
	}
}

// held are the ways in which a value comes to be printed.
func held(v any) []any {
	return []any{v, []any{v}, map[string]any{"v": v}, struct{ V any }{v}, [1]any{v}, &v}
}

// Events, errors, infos and what followed payments end with print nothing that was received, under no verb and in no
// handler of slog, alone and inside lists, maps and structs.
func TestValuesNeverPrintWhatWasReceived(t *testing.T) {
	t.Parallel()
	clean := func(how string, v any, text string) {
		t.Helper()
		for _, form := range []string{plantedText, fmt.Sprintf("%x", plantedText), fmt.Sprintf("%X", plantedText),
			strings.Trim(fmt.Sprint([]byte(plantedText)), "[]")} {
			if strings.Contains(text, form) {
				t.Errorf("%s of %T prints it: %.300s", how, v, text)
				return
			}
		}
	}
	for _, v := range guarded() {
		for _, h := range held(v) {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%U", "%c", "%T"} {
				clean(verb, v, fmt.Sprintf(verb, h))
			}
			var b strings.Builder
			for _, handler := range []slog.Handler{slog.NewTextHandler(&b, nil), slog.NewJSONHandler(&b, nil)} {
				slog.New(handler).With("with", h).WithGroup("g").Info("x", "v", h, slog.Group("in", "v", h))
			}
			clean("slog", v, b.String())
			text, err := json.Marshal(h)
			if err != nil {
				t.Errorf("%T: %v", v, err)
			}
			clean("json", v, string(text))
		}
		clean("%p", v, fmt.Sprintf("%p", v))
	}
}

// log.Printf has no %w: fmt then prints the fields of an error and asks no method.
func TestAMisusedVerbPrintsNoBody(t *testing.T) {
	t.Parallel()
	printf := fmt.Sprintf // not under vet's eyes
	for _, v := range guarded() {
		switch v.(type) {
		case *strictpay.Contradiction, *strictpay.OutcomeUnknown, *strictpay.Unavailable, *strictpay.NotSent:
			if text := printf("%w", v); strings.Contains(text, plantedText) {
				t.Errorf("%T prints %s", v, text)
			}
		}
	}
}
