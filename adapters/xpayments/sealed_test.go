package xpayments_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

func TestRequestOnTheWire(t *testing.T) {
	t.Parallel()
	b, client := serve(t, xpayments.Config{APIVersion: "1.7"}, done)
	if _, err := client.PaymentCapture(t.Context(),
		xpaymentsapi.PaymentCaptureRequest{TxnID: "e7f398cee98ec062abac0d2c937da181",
			Amount: amount("50.00")}); err != nil {
		t.Fatal(err)
	}
	if want := "<txnId>e7f398cee98ec062abac0d2c937da181</txnId>\n<amount>50.00</amount>\n<target>payment</target>" +
		"\n<action>capture</action>\n<api_version>1.7</api_version>\n"; b.text != want {
		t.Errorf("text:\n%s", b.text)
	}
	if b.path != "/xp/api.php" {
		t.Errorf("path %s", b.path)
	}
	if want := []string{`cart_id form-data; name="cart_id"`,
		`request form-data; name="request"`}; strings.Join(b.fields, "|") != strings.Join(want, "|") {
		t.Errorf("fields %q", b.fields)
	}
	if b.headers.Get("Accept") != "*/*" || b.headers.Get("Authorization") != "" ||
		b.headers.Get("Content-Length") == "" && b.headers.Get("Transfer-Encoding") != "" {
		t.Errorf("headers %v", b.headers)
	}
	if strings.Contains(b.request, "\r") || strings.HasSuffix(b.request, "\n") ||
		!strings.HasPrefix(b.request, "API") || strings.Count(b.request, "\n") == 0 {
		t.Error("the message is not as sealed")
	}
}

func TestEscaping(t *testing.T) {
	t.Parallel()
	raw := `R&D <b> "quoted" 'single' &amp; &quot;` + "\n\tend\r\x01"
	for _, c := range []struct {
		name   string
		config xpayments.Config
		sent   string
		read   string
	}{
		{"by default texts are escaped, and read as they stand", xpayments.Config{},
			`R&amp;D &lt;b&gt; "quoted" 'single' &amp;amp; &amp;quot;  end`, "R&amp;D &lt;b&gt;"},
		{"raw", xpayments.Config{RawText: true}, `R&D <b> "quoted" 'single' &amp; &quot;  end`, "R&amp;D &lt;b&gt;"},
		{"entities decoded", xpayments.Config{DecodeEntities: true},
			`R&amp;D &lt;b&gt; "quoted" 'single' &amp;amp; &amp;quot;  end`, "R&D <b>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b, client := serve(t, c.config, func(b *bare, w http.ResponseWriter) {
				b.sealed(w, "<data><status>4</status><message>R&amp;D &lt;b&gt;</message>"+emptyEnvelope+"</data>")
			})
			made, err := client.PaymentRecharge(t.Context(),
				xpaymentsapi.PaymentRechargeRequest{TxnID: "1", Amount: strictpay.MustDecimal("1"), Description: raw})
			if err != nil {
				t.Fatal(err)
			}
			if want := "<description>" + c.sent + "</description>\n"; !strings.Contains(b.text, want) {
				t.Errorf("sent:\n%s\nwant %s", b.text, want)
			}
			if *made.Message != c.read {
				t.Errorf("read %q, want %q", *made.Message, c.read)
			}
		})
	}
}

// An answer that is no sealed message is a media-type violation whatever it calls itself; everything that fails
// inside the sealing is one and the same error.
func TestAnswersThatAreNoMessages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, contentType, body string
		status                  int
		kind                    string
	}{
		{"an HTML page", "text/html", "<html>Database error</html>", 200, "media-type"},
		{"HTML that claims to be XML", "application/xml", "<html>Database error</html>", 200, "media-type"},
		{"the document itself, unsealed", "application/xml; charset=utf-8", "<data><status>1</status>" + emptyEnvelope +
			"</data>", 200, "media-type"},
		{"nothing", "application/xml", "", 200, "media-type"},
		{"without a content type", "", "oops", 200, "media-type"},
		{"lower-case prefix", "text/plain", "apiAAAA", 200, "media-type"},
		{"a gateway's page", "text/html", "<html>Bad gateway</html>", 502, "status"},
		{"a prefix and nothing else", "text/plain", "API", 200, "syntax"},
		{"a prefix and no base64", "text/plain", "API is down for maintenance", 200, "syntax"},
		{"a line of zeros", "application/xml", "API" + strings.Repeat("A", 342) + "==", 200, "syntax"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, client := serve(t, xpayments.Config{}, func(_ *bare, w http.ResponseWriter) {
				w.Header()["Content-Type"] = nil
				if c.contentType != "" {
					w.Header().Set("Content-Type", c.contentType)
				}
				w.Header().Set("X-Support", "yes")
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.body)
			})
			var reported strictpay.Info
			_, err := client.PaymentVoid(t.Context(), xpaymentsapi.PaymentVoidRequest{TxnID: "1"},
				strictpay.WithInfo(&reported))
			if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
				t.Errorf("%v", err)
			}
			if reported.Status != c.status || string(reported.Body()) != c.body ||
				reported.Header().Get("X-Support") != "yes" {
				t.Errorf("info: status %d, body %q, header %v", reported.Status, reported.Body(), reported.Header())
			}
			var unknown *strictpay.OutcomeUnknown
			if !errors.As(err, &unknown) || errors.Is(err, xpayments.ErrSealBroken) != (c.kind == "syntax") {
				t.Fatalf("%v", err)
			}
			if found := unknown.Contradiction; (found != nil) != (c.status == 200) ||
				found != nil && (string(found.Deviations[0].Kind) != c.kind || found.Deviations[0].Pointer != "" ||
					found.Status != c.status || string(found.Body()) != c.body) {
				t.Errorf("%v", err)
			}
		})
	}
}

// Bytes of an answer changed: what does not open is ErrSealBroken, in the same words whatever was changed.
func TestTamperedAnswers(t *testing.T) {
	t.Parallel()
	var message []byte
	position := 3
	b, client := serve(t, xpayments.Config{}, func(b *bare, w http.ResponseWriter) {
		changed := bytes.Clone(message)
		changed[position] ^= 1
		_, _ = w.Write(changed)
	})
	var err error
	if message, err = seal.Seal(b.sealer,
		[]byte("<data><hashCode>202cb962ac59075b964b07152d234b70</hashCode>"+emptyEnvelope+"</data>")); err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{}
	for ; position < len(message); position += 7 {
		_, err := client.ConnectTest(t.Context(), xpaymentsapi.ConnectTestRequest{TestCode: "123"})
		if !errors.Is(err, xpayments.ErrSealBroken) {
			t.Fatalf("byte %d: %v", position, err)
		}
		texts[err.Error()] = true
	}
	if len(texts) != 1 {
		t.Errorf("%d different errors", len(texts))
	}
}

func TestConnectTestComparesTheHash(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answer string
		is     error
	}{
		{"<data><hashCode>202cb962ac59075b964b07152d234b70</hashCode>" + emptyEnvelope + "</data>", nil},
		{"<data><hashCode>202CB962AC59075B964B07152D234B70</hashCode>" + emptyEnvelope + "</data>",
			xpayments.ErrTestFailed},
		{"<data><hashCode>00000000000000000000000000000000</hashCode>" + emptyEnvelope + "</data>",
			xpayments.ErrTestFailed},
	} {
		_, client := serve(t, xpayments.Config{}, func(b *bare, w http.ResponseWriter) { b.sealed(w, c.answer) })
		result, err := client.ConnectTest(t.Context(), xpaymentsapi.ConnectTestRequest{TestCode: "123"})
		if !errors.Is(err, c.is) || (result == nil) == (err == nil) {
			t.Errorf("%s: %v, %v", c.answer, result, err)
		}
		if value, err := client.Invoke(t.Context(), "connectTest", arguments{"testCode": "123"}); !errors.Is(err,
			c.is) || (value == nil) == (err == nil) {
			t.Errorf("Invoke: %v, %v", value, err)
		}
	}
}

func TestResponseLimitIsForTheSealedBody(t *testing.T) {
	t.Parallel()
	document := "<data><status>1</status><message>" + strings.Repeat("x", 1000) + "</message>" + emptyEnvelope +
		"</data>"
	sealed := 3 + 345*((92+len(document)+127)/128) - 1
	for limit, fits := range map[int64]bool{int64(sealed): true, int64(sealed - 1): false,
		int64(len(document)): false} {
		_, client := serve(t, xpayments.Config{}, func(b *bare, w http.ResponseWriter) {
			b.sealed(w, document)
		}, strictpay.WithResponseLimit(limit))
		_, err := client.PaymentAccept(t.Context(), xpaymentsapi.PaymentAcceptRequest{TxnID: "1"})
		if fits != (err == nil) || !fits && !errors.Is(err, strictpay.ErrTooLarge) {
			t.Errorf("limit %d: %v", limit, err)
		}
	}
}

// Whatever stands in a path or a text, it goes nowhere but into the sealed text.
func TestTextsStayTexts(t *testing.T) {
	t.Parallel()
	b, client := serve(t, xpayments.Config{}, done)
	for _, id := range []string{"../../api.php", "1?a=b#c", "</txnId><amount>1</amount>", "a&b", "%2e%2e/"} {
		if _, err := client.PaymentCapture(t.Context(), xpaymentsapi.PaymentCaptureRequest{TxnID: id}); err != nil {
			t.Fatal(err)
		}
		if b.path != "/xp/api.php" || strings.Count(b.text, "<") != 8 {
			t.Errorf("%q: path %s, text %s", id, b.path, b.text)
		}
	}
}

func TestDriftHandler(t *testing.T) {
	t.Parallel()
	var reported []strictpay.Deviation
	handler := strictpay.WithDriftHandler(func(_ context.Context, info *strictpay.Info) {
		reported = append(reported, info.Deviations...)
	})
	answer := func(b *bare, w http.ResponseWriter) {
		b.sealed(w, "<data><status>7</status><news>x</news>"+emptyEnvelope+"</data>")
	}
	_, client := serve(t, xpayments.Config{}, answer, handler)
	made, err := client.PaymentRecharge(t.Context(),
		xpaymentsapi.PaymentRechargeRequest{TxnID: "1", Amount: strictpay.MustDecimal("1"), Description: "x"})
	if err != nil || *made.Status != 7 || made.Status.Valid() || made.Status.Final() {
		t.Fatalf("%v, %v", made, err)
	}
	if len(reported) != 2 || reported[0].Kind != strictpay.KindUnknownValue || reported[0].Pointer != "/data/status" ||
		reported[1].Kind != strictpay.KindUnknownMember || reported[1].Pointer != "/data/news" {
		t.Errorf("reported %v", reported)
	}
	_, strict := serve(t, xpayments.Config{}, answer, strictpay.WithExact())
	_, err = strict.PaymentRecharge(t.Context(),
		xpaymentsapi.PaymentRechargeRequest{TxnID: "1", Amount: strictpay.MustDecimal("1"), Description: "x"})
	if value, ok := strictpay.ValueIn[xpaymentsapi.RechargeResult](err); !errors.Is(err, strictpay.ErrOutcomeUnknown) ||
		len(strictpay.DeviationsOf(err)) != 2 || !ok || *value.Status != 7 {
		t.Errorf("as an error: %v", err)
	}
}
