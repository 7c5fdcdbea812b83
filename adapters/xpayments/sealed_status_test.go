package xpayments_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/transport"
)

// Connectors do not look at the HTTP status: a sealed answer that opens says what happened, whatever stands in front
// of it.
func TestSealedAnswersAreReadBehindAnyStatus(t *testing.T) {
	t.Parallel()
	const success = "<data><status>1</status>" + emptyEnvelope + "</data>"
	const refusal = "<data><error>503</error><error_message>no</error_message></data>"
	for _, status := range []int{200, 201, 202, 206, 300, 400, 401, 403, 404, 408, 429, 500, 502, 503} {
		for _, document := range []string{success, refusal} {
			_, client := serve(t, xpayments.Config{}, func(b *bare, w http.ResponseWriter) {
				w.Header().Set("Content-Type", "text/html")
				w.WriteHeader(status)
				b.sealed(w, document)
			})
			var reported strictpay.Info
			capture := xpaymentsapi.PaymentCaptureRequest{TxnID: "1"}
			made, err := client.PaymentCapture(t.Context(), capture, strictpay.WithInfo(&reported))
			if reported.Status != status || string(reported.Body()) != document {
				t.Errorf("status %d: info says %d, %q", status, reported.Status, reported.Body())
			}
			if document == success && (err != nil || *made.Status != xpaymentsapi.OperationStatusDone) {
				t.Errorf("status %d: %v, %v", status, made, err)
			}
			if document == refusal && (code(err) != "503" || errors.Is(err, strictpay.ErrOutcomeUnknown)) {
				t.Errorf("status %d: %v", status, err)
			}
		}
		_, client := serve(t, xpayments.Config{}, func(_ *bare, w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(status)
			_, _ = w.Write([]byte(success))
		})
		_, err := client.PaymentCapture(t.Context(), xpaymentsapi.PaymentCaptureRequest{TxnID: "1"})
		if refused := status == 401; errors.Is(err, strictpay.ErrRefused) != refused ||
			errors.Is(err, strictpay.ErrOutcomeUnknown) == refused {
			t.Errorf("status %d, not sealed: %v", status, err)
		}
	}
}

// A large answer costs a thousand RSA decryptions. The call ends with its deadline, or the client's timeout, all the
// same.
func TestOpeningEndsWithTheCall(t *testing.T) {
	t.Parallel()
	large := "<data><status>1</status><message>" + strings.Repeat("x", 300<<10) + "</message>" + emptyEnvelope +
		"</data>"
	store, err := seal.ParsePrivateKey([]byte(readKey(t, "TEST-KEY-alpha-xp-to-store.private.pkcs8.pem")), "")
	if err != nil {
		t.Fatal(err)
	}
	message, err := seal.Seal(&store.PublicKey, []byte(large))
	if err != nil {
		t.Fatal(err)
	}
	answer := func(_ *bare, w http.ResponseWriter) { _, _ = w.Write(message) }
	capture := xpaymentsapi.PaymentCaptureRequest{TxnID: "1"}

	_, client := serve(t, xpayments.Config{}, answer)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err = client.PaymentCapture(ctx, capture)
	if !errors.Is(err, context.DeadlineExceeded) || transport.ClassOf(err) != strictpay.ClassTimeout {
		t.Errorf("the caller's deadline: %v", err)
	}
	_, hurried := serve(t, xpayments.Config{}, answer, strictpay.WithTimeout(100*time.Millisecond))
	_, err = hurried.PaymentCapture(t.Context(), capture)
	if !errors.Is(err, context.DeadlineExceeded) || transport.ClassOf(err) != strictpay.ClassTimeout {
		t.Errorf("the client's timeout: %v", err)
	}
}
