package reference_test

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/reference"
)

// An XML document keeps what the specification knows and calls neither secret nor personal; a text that was taken out
// stands nowhere else either.
func TestXMLIsRedacted(t *testing.T) {
	t.Parallel()
	doc, err := reference.Load("xpayments")
	if err != nil {
		t.Fatal(err)
	}
	request := `<?xml version="1.0"?><target>payment</target><action>init</action><api_version>1.9</api_version>` +
		`<confId>1</confId><refId>order Lovelace</refId><cart><billingAddress><firstname>Lovelace</firstname>` +
		`<secret>s3cret-value</secret></billingAddress><items type="cell"><sku>SKU-1</sku><price>5.00</price></items>` +
		`<totalCost>5.00</totalCost></cart><surname4321>x</surname4321><saveCard/>`
	redactor := doc.Redactor()
	redactor.XML(doc.RequestOf("paymentInit"), []byte(request), "")
	got := string(redactor.XML(doc.RequestOf("paymentInit"), []byte(request), ""))
	want := `<target>payment</target>
<action>init</action>
<api_version>1.9</api_version>
<confId>1</confId>
<refId>order [REDACTED]</refId>
<cart>
  <billingAddress>
    <firstname>[REDACTED]</firstname>
    <secret>[REDACTED]</secret>
  </billingAddress>
  <items>
    <sku>SKU-1</sku>
    <price>5.00</price>
  </items>
  <totalCost>5.00</totalCost>
</cart>
<[REDACTED]>[REDACTED]</[REDACTED]>
<saveCard/>`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	answer := "<data><status>2</status><amount>59.90</amount><error></error></data>"
	got = string(doc.Redactor().XML(doc.AnswerOf("paymentGetInfo", 200), []byte(answer), "data"))
	if !strings.Contains(got, "<status>2</status>") || !strings.Contains(got, "<amount>59.90</amount>") {
		t.Error(got)
	}
	for _, broken := range []string{"<a", "<a>b", "<a><b></a>", "text", "<a></b>", strings.Repeat("<a>", 100)} {
		got := string(doc.Redactor().XML(doc.RequestOf("paymentInit"), []byte(broken), ""))
		if got != reference.Redacted {
			t.Errorf("%s: %s", broken, got)
		}
	}
}
