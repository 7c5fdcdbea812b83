package invoke_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// counted is a server that answers every capture, and how often it was called.
func counted(t *testing.T) (*vertexapi.Client, *atomic.Int32) {
	t.Helper()
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"data":{"orderNumber":"A-1","operationType":"capture"}}`))
	}))
	t.Cleanup(server.Close)
	caller := newCaller(t, server.URL)
	caller.Account, caller.Timeout = func() string { return "shop" }, 7*time.Second
	return vertexapi.NewClient(caller), &calls
}

func TestBeforeSending(t *testing.T) {
	t.Parallel()
	client, calls := counted(t)
	request := vertexapi.OrderOperationRequest{ShopID: 5, OrderNumber: "A-1"}
	var seen []strictpay.Sending
	note := func(_ context.Context, s *strictpay.Sending) error {
		if calls.Load() != 0 {
			t.Error("the request was sent before its hook ran")
		}
		seen = append(seen, *s)
		return nil
	}
	_, err := client.CaptureOrder(t.Context(), request, strictpay.BeforeSending(note), strictpay.BeforeSending(nil),
		strictpay.BeforeSending(note))
	if err != nil || len(seen) != 2 || calls.Load() != 1 {
		t.Fatalf("%v, %d hooks, %d requests", err, len(seen), calls.Load())
	}
	s := seen[0]
	if s.API != "vertex" || s.Account != "shop" || s.Operation != "captureOrder" || !s.MovesMoney ||
		s.Timeout != 7*time.Second {
		t.Errorf("%#v", []any{s.API, s.Account, s.Operation, s.MovesMoney, s.Timeout})
	}
	if s.StatusQuery.String() != `retrieveOrderDetails orderNumber="A-1" shopId="5"` || s.Path != "/order/capture" ||
		string(s.Body) != `{"shopId":5,"orderNumber":"A-1"}` {
		t.Errorf("%s %s %s", s.StatusQuery, s.Path, s.Body)
	}
}

// What a hook refuses is not sent, whatever its error would tell of another call.
func TestBeforeSendingRefuses(t *testing.T) {
	t.Parallel()
	client, calls := counted(t)
	request := vertexapi.OrderOperationRequest{ShopID: 5, OrderNumber: "A-1"}
	full := errors.New("the disk is full")
	for _, cause := range []error{full, &strictpay.OutcomeUnknown{Operation: "another"},
		&strictpay.NotSent{Operation: "another"}} {
		later := false
		_, err := client.CaptureOrder(t.Context(), request,
			strictpay.BeforeSending(func(context.Context, *strictpay.Sending) error { return cause }),
			strictpay.BeforeSending(func(context.Context, *strictpay.Sending) error { later = true; return nil }))
		var unsent *strictpay.NotSent
		if strictpay.OutcomeOf(err) != strictpay.Unsent || !errors.As(err, &unsent) ||
			unsent.Operation != "captureOrder" {
			t.Errorf("%v", err)
		}
		if got := errors.Is(err, cause); got != (cause == full) {
			t.Errorf("errors.Is of %T: %v", cause, got)
		}
		if later {
			t.Error("a later hook ran")
		}
	}
	if calls.Load() != 0 {
		t.Errorf("%d requests were sent", calls.Load())
	}
}

// A request that its check refuses reaches no hook.
func TestBeforeSendingComesAfterTheCheck(t *testing.T) {
	t.Parallel()
	client, _ := counted(t)
	_, err := client.CaptureOrder(t.Context(), vertexapi.OrderOperationRequest{},
		strictpay.BeforeSending(func(context.Context, *strictpay.Sending) error {
			t.Error("the hook ran")
			return nil
		}))
	if !errors.Is(err, strictpay.ErrNotSent) {
		t.Error(err)
	}
}

// A Sending shows nothing of what it holds.
func TestSendingPrintsRedacted(t *testing.T) {
	t.Parallel()
	s := strictpay.Sending{
		API: "koshelek", Operation: "checkout", Header: http.Header{"Token": {"hidden-token"}},
		Body: []byte("hidden-body"),
		Path: "/hidden", StatusQuery: strictpay.StatusQuery{Key: "hidden-key"},
	}
	written, err := json.Marshal([]any{s, &s})
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{string(written), s.LogValue().String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		texts = append(texts, fmt.Sprintf(verb, s), fmt.Sprintf(verb, &s))
	}
	if slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, "idden") }) {
		t.Errorf("%q", texts)
	}
}
