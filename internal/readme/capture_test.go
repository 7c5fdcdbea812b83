package readme

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
)

func capture(ctx context.Context, client *vertex.Client, order vertexapi.OrderOperationRequest) error {
	_, err := client.CaptureOrder(ctx, order)
	var refusal *strictpay.Refusal
	var unknown *strictpay.OutcomeUnknown
	switch strictpay.OutcomeOf(err) {
	case strictpay.Done:
		return nil
	case strictpay.Refused: // nothing was captured, and errors.Is(err, strictpay.ErrNotFound) may say why
		errors.As(err, &refusal)
		return fmt.Errorf("not captured, the gateway gave code %s: %w", refusal.Code, err)
	case strictpay.Unsent: // nothing left this machine, so calling again is safe
		return err
	case strictpay.Unknown: // it may be captured: ask before doing anything else
		errors.As(err, &unknown)
		return fmt.Errorf("ask with %s: %w", unknown.StatusQuery, err)
	}
	return err // of calls that move no money: contradicted, unavailable
}

// docs/errors.md shows the function that runs here.
func TestCapture(t *testing.T) {
	t.Parallel()
	shows(t, "docs/errors.md", "capture_test.go", "func capture(", "\n}\n")
	s := sandbox.New(t).Vertex
	client, err := vertex.New(s.URL, s.Token)
	if err != nil {
		t.Fatal(err)
	}
	order := vertexapi.OrderOperationRequest{ShopID: s.ShopID, OrderNumber: "no-such-order"}
	if err := capture(t.Context(), client, order); err == nil || !strings.Contains(err.Error(), "gave code 404") {
		t.Errorf("refused: %v", err)
	}
	order.OrderNumber = "fault-cut"
	if err := capture(t.Context(), client, order); !errors.Is(err, strictpay.ErrOutcomeUnknown) ||
		!strings.Contains(err.Error(), "ask with retrieveOrderDetails") {
		t.Errorf("unknown: %v", err)
	}
	order.OrderNumber = ""
	if err := capture(t.Context(), client, order); !errors.Is(err, strictpay.ErrNotSent) {
		t.Errorf("not sent: %v", err)
	}
}
