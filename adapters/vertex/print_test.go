package vertex_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/sandbox/fake"
	vertexfake "github.com/strictpay/strictpay/sandbox/vertex"
)

// Nothing that a client prints has the token, a name, a body or the gateway's free text in it, under no verb.
func TestNothingSensitiveIsPrinted(t *testing.T) {
	t.Parallel()
	s, client := start(t, strictpay.WithRetries(0))
	full := newOrder("named", "10.00")
	full.Customer = customer("PLANTED")
	must(client.CreateOrder(t.Context(), full))(t)
	kept, err := client.RetrieveOrderDetails(t.Context(), 115, "named")
	step(t, err)
	voucher, err := client.RetrieveOrderDetails(t.Context(), 115, "instrument-voucher")
	step(t, err)
	bad := full
	bad.Order.OrderNumber = strings.Repeat("-PLANTED", 100)
	missing := fail(client.RetrieveOrderDetails(t.Context(), 115, "PLANTED"))
	var r *vertex.Error
	if !errors.As(missing, &r) || !strings.Contains(r.Text(), "PLANTED") {
		t.Fatalf("the gateway repeats the number in its text: %v", missing)
	}
	damaged := fail(client.RetrieveOrderDetails(t.Context(), 115, fake.FaultDamaged))
	values := []any{
		client, *client, full, &full, *kept, kept, *voucher, full.Customer, missing, *r, damaged,
		fail(client.CreateOrder(t.Context(), bad)),
		fail(dial(t, s.URL, "PLANTED").RetrieveOrderDetails(t.Context(), 115, "named")),
		fail(client.CaptureOrder(t.Context(), named(fake.FaultHTML))),
	}
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			clean(t, s, fmt.Sprintf(verb, v))
		}
		var log bytes.Buffer
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		if _, is := v.(error); is {
			clean(t, s, log.String())
		}
	}
	var found *strictpay.Contradiction
	if !errors.As(damaged, &found) || !bytes.Contains(found.Body(), []byte("56,99")) {
		t.Error("the body is there for who asks")
	}
}

func clean(t *testing.T, s *vertexfake.Server, text string) {
	t.Helper()
	for _, planted := range []string{"PLANTED", fmt.Sprintf("%x", "PLANTED"), s.Token, "4821-7733", "56,99", "<html"} {
		if strings.Contains(text, planted) {
			t.Errorf("%q is printed", planted)
		}
	}
}
