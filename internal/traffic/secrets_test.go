package traffic_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/har"
	"github.com/strictpay/strictpay/internal/reference"
	"github.com/strictpay/strictpay/internal/traffic"
)

// A card, or a person, in the place of a name is told nowhere either: not in pointers, and not in the archive.
func TestNamesThatAreData(t *testing.T) {
	t.Parallel()
	const card, mail = "4111111111111111", "ada@shop.example"
	c := checker(t)
	x := exchange("POST", "https://api.koshelek.app/p/api/v1/merchant/checkout?"+card+"=1&"+mail+"&cvv=123",
		`{"storeId":"store-1","`+card+`":1,"`+mail+`":{"a":1},"user":{"`+card+`":null},`+
			`"checkoutInvoice":{"totalAmount":36230}}`,
		422, []byte(`{"code":"X","message":"`+card+` of `+mail+`","`+card+`":2}`))
	x.Request.Header.Set("X-"+card, "1")
	r := c.Check(x)
	entry := traffic.Entry(x, r)
	text, err := json.Marshal([]any{entry, r.Request.List, r.Answer.List, r.Notes})
	if err != nil {
		t.Fatal(err)
	}
	shown := fmt.Sprintf("%s %s %s", text, entry.Request.Body, entry.Answer.Body)
	for _, hidden := range []string{card, mail, "ada%40"} {
		if strings.Contains(shown, hidden) {
			t.Errorf("%q is there", hidden)
		}
	}
	for _, pointer := range []string{"/[REDACTED]", "/user/[REDACTED]", "/query/[REDACTED]", "/query/cvv"} {
		if !strings.Contains(shown, `"`+pointer+`"`) {
			t.Errorf("no deviation at %s", pointer)
		}
	}
	if t.Failed() {
		t.Log(shown)
	}
}

// A card or a person in the place of a code, an identifier or an amount is told nowhere.
func TestValuesThatAreNone(t *testing.T) {
	t.Parallel()
	const card, spaced = "4111111111111111", "4111 1111 1111 1111"
	c := checker(t)
	x := exchange("GET", vertexServer+"/order/115/"+card, "", 200,
		[]byte(`{"data":{"orderNumber":"`+card+`","id":`+card+
			`,"orderStatus":"Ada Lovelace","cost":{"amount":"`+spaced+`","currency":"`+card+`"}}}`))
	r := c.Check(x)
	entry := traffic.Entry(x, r)
	shown := fmt.Sprintf("%s %s %v %v", entry.URL, entry.Answer.Body, entry.Findings, r.Answer.List)
	if strings.Contains(shown, "4111") || strings.Contains(fmt.Sprint(entry.Findings, r.Answer.List), "Ada") {
		t.Error(shown)
	}
	for _, kept := range []string{"/order/*/*", "OrderStatus: [REDACTED] is not listed"} {
		if !strings.Contains(shown, kept) {
			t.Errorf("no %q in %s", kept, shown)
		}
	}
	doc, err := reference.Load("vertex")
	if err != nil {
		t.Fatal(err)
	}
	for _, kept := range []string{
		"20261126031500123", "4111111111111112", "a4111111111111111", "5eed0000-0000-4000-8000-000000000101",
		"41111111111111111111111", "1732590000000",
	} {
		if got := doc.Redactor().Text(kept); got != kept {
			t.Errorf("%s became %s", kept, got)
		}
	}
	x = exchange("GET", vertexServer+"/order/115/a", "", 200, []byte(`{"data":{"orderStatus":"new.status_2"}}`))
	if text := fmt.Sprint(c.Check(x).Answer.List); !strings.Contains(text, `"new.status_2" is not listed`) {
		t.Error(text)
	}
}

// Every name in the specifications is one that pointers may have.
func TestNamesOfSpecificationsAreKept(t *testing.T) {
	t.Parallel()
	n := 0
	for _, a := range apis.All() {
		doc, err := reference.Load(a.Name)
		if err != nil {
			t.Fatal(err)
		}
		var members []reference.Member
		for _, op := range a.Operations {
			members = append(members, doc.Parameters(op.ID)...)
		}
		for _, name := range doc.Schemas() {
			schema, _ := doc.Schema(name)
			members = append(members, schema.Members...)
		}
		for _, m := range members {
			if m.Type == "value" || m.Name == "" || m.Name == "*" {
				continue // of an enum, a variant, the items of a list
			}
			if n++; reference.PlainName(m.Name) != m.Name {
				t.Errorf("%s: %s", a.Name, m.Name)
			}
		}
	}
	if n < 50 || reference.PlainName("3dsecure") != "3dsecure" {
		t.Errorf("%d names", n)
	}
}

// Of two texts that were taken out, one is a part of the other: nothing of the longer one stays.
func TestTakenTextsOverlap(t *testing.T) {
	t.Parallel()
	doc, err := reference.Load("vertex")
	if err != nil {
		t.Fatal(err)
	}
	for range 20 { // the order of a map is another one each time
		hidden := doc.Redactor()
		for _, taken := range []string{"Hopper", "Grace Hopper of Arlington", "Grace", "Grace Hopper"} {
			hidden.Took(taken)
		}
		if got := hidden.Text("for Grace Hopper of Arlington"); got != "for [REDACTED]" {
			t.Fatal(got)
		}
	}
	hidden := doc.Redactor()
	hidden.Took("123") // as on the back of a card
	if got := hidden.Text("123 of 1234, a123 and (123)"); got != "[REDACTED] of 1234, a123 and ([REDACTED])" {
		t.Error(got)
	}
}

// Why no answer came is told without a byte of what did come.
func TestFailures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want string
	}{
		{&net.OpError{Op: "dial", Err: errors.New("connection refused")}, "connection refused"},
		{fmt.Errorf("read: %w", io.ErrUnexpectedEOF), "the connection was closed"},
		{errors.New(`net/http: malformed HTTP status code "4111111111111111"`), "the answer is not HTTP"},
	} {
		if got := traffic.FailureOf(c.err); got != c.want {
			t.Errorf("%v: %s", c.err, got)
		}
	}
	c := checker(t)
	for failure, want := range map[string]string{
		"net::ERR_EMPTY_RESPONSE":                                "no answer came: net::ERR_EMPTY_RESPONSE",
		"GET https://shop.example/?token=geheim failed":          "no answer came",
		"malformed HTTP status 4111111111111111":                 "no answer came",
		`unexpected line "Ada Lovelace"`:                         "no answer came",
		strings.Repeat("a long text of whoever knows what ", 10): "no answer came",
	} {
		x := exchange("GET", vertexServer+"/order/115/a", "", 0, nil)
		x.Failure = failure
		r := c.Check(x)
		kept := traffic.Entry(x, r).Failure
		if fmt.Sprint(r.Notes) != "["+want+"]" || kept != "" && want == "no answer came" {
			t.Errorf("%s: %v %q", failure, r.Notes, kept)
		}
	}
	var e har.Entry
	if r := c.CheckEntry(&e); r.Matched() {
		t.Error("an empty entry belongs to", r.Name())
	}
}
