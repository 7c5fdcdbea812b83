package clients_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
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
	reported := &xpaymentsapi.CallbackData{}
	_ = reported.ReadDocument([]byte("<data><txnId>1</txnId><message>"+plantedText+"</message>"+
		"<maskedCardData><last4>"+plantedText+
		"</last4></maskedCardData></data>"), spec.Decoding{})
	slip := &koshelekapi.Slip{ID: plantedText, OrderID: plantedText}
	contradiction := strictpay.NewContradiction(strictpay.Contradiction{
		API: "a", Operation: "b", Deviations: []strictpay.Deviation{{Kind: strictpay.KindMissing, Pointer: "/data"}},
	}, header, body, &vertexapi.OrderResponse{Data: vertexapi.Order{OrderNumber: plantedText}})
	refusal := strictpay.NewRefusal(strictpay.Refusal{
		API: "a", Operation: "b", Status: 400, Code: "1", Body: &koshelekapi.TransactionState{Slip: slip},
	}, plantedText, header)
	info := &strictpay.Info{Operation: "b"}
	info.SetAnswer(header, body)
	return []any{
		strictpay.NewEvent(strictpay.Event[vertexapi.OrderResponse]{Webhook: "w", Key: "k"}, header, body),
		&xpayments.Event{TxnID: "1", Data: reported, Payment: xpayments.CallbackPaymentOf(reported), Key: "k"},
		&koshelek.FollowResult{End: koshelek.EndRejected, State: &koshelekapi.TransactionState{Slip: slip},
			LastError: errors.New(plantedText)},
		info,
		&xpayments.Return{RefID: "1", Card: &xpayments.ReturnCard{Last4: plantedText}},
		&xpayments.Credentials{PrivateKey: plantedText, Password: plantedText, Certificate: plantedText},
		contradiction, refusal,
		&strictpay.OutcomeUnknown{Refusal: refusal, Contradiction: contradiction},
		strictpay.NewUnavailable(strictpay.Unavailable{Refusal: refusal}, header),
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

// log.Printf has no %w, and %p is for pointers: fmt then prints the fields of a value and asks no method. What was
// received stands behind pointers, which print as addresses.
func TestAMisusedVerbPrintsNothingReceived(t *testing.T) {
	t.Parallel()
	printf := fmt.Sprintf // not under vet's eyes
	for _, v := range guarded() {
		switch v.(type) {
		case *xpayments.Return, *xpayments.Credentials: // what the program itself holds in plain texts
			continue
		}
		one := reflect.ValueOf(v).Elem()
		list := reflect.Append(reflect.MakeSlice(reflect.SliceOf(one.Type()), 0, 1), one).Interface()
		for _, h := range append(held(v), one.Interface(), list, map[string]any{"v": one.Interface()}) {
			for _, verb := range []string{"%w", "%p", "%+w", "%#w"} {
				text := printf(verb, h)
				if strings.Contains(text, plantedText) || strings.Contains(text, "80 76 65 78 84 69 68") ||
					strings.Contains(text, "0x50, 0x4c, 0x41") {
					t.Errorf("%T under %s prints %.300s", h, verb, text)
				}
			}
		}
	}
}
