package xpayments_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments"
)

func TestParseReturn(t *testing.T) {
	t.Parallel()
	const form = "application/x-www-form-urlencoded"
	multipart := "--x\r\nContent-Disposition: form-data; name=\"refId\"\r\n\r\n7\r\n--x\r\nContent-Disposition: " +
		"form-data; name=\"txnId\"\r\n\r\nabc\r\n--x--\r\n"
	plain := xpayments.Return{Action: xpayments.ReturnCompleted, RefID: "7", TxnID: "abc"}
	for _, c := range []struct {
		name, method, target, contentType, body string
		want                                    xpayments.Return
		ok                                      bool
	}{
		{"return", "POST", "/?order=1&refId=other", form, "refId=7&txnId=abc", plain, true},
		{"return of X-Cart 4", "POST", "/", form, "action=return&refId=7&txnId=abc", plain, true},
		{"return as multipart", "POST", "/", "multipart/form-data; boundary=x", multipart, plain, true},
		{"return before API 1.5", "POST", "/", form, "refId=7&txnId=abc&last_4_cc_num=1111&card_type=VISA",
			xpayments.Return{Action: "return", RefID: "7", TxnID: "abc",
				Card: &xpayments.ReturnCard{Last4: "1111", Type: "VISA"}}, true},
		{"cancel", "GET", "/?order=1&action=cancel&refId=7&txnId=abc", "", "",
			xpayments.Return{Action: "cancel", RefID: "7", TxnID: "abc"}, true},
		{"abort", "GET", "/?action=abort&refId=7&txnId=abc", "", "",
			xpayments.Return{Action: "abort", RefID: "7", TxnID: "abc"}, true},
		{"GET without an action", "GET", "/?refId=7&txnId=abc", "", "", xpayments.Return{}, false},
		{"GET with action=return", "GET", "/?action=return&refId=7&txnId=abc", "", "", xpayments.Return{}, false},
		{"POST with the ids in the query", "POST", "/?refId=7&txnId=abc", form, "", xpayments.Return{}, false},
		{"POST with another action", "POST", "/", form, "action=cancel&refId=7&txnId=abc", xpayments.Return{}, false},
		{"two payments", "POST", "/", form, "refId=7&txnId=abc&txnId=def", xpayments.Return{}, false},
		{"no reference", "POST", "/", form, "txnId=abc", xpayments.Return{}, false},
		{"a long payment", "POST", "/", form, "refId=7&txnId=" + strings.Repeat("a", 33), xpayments.Return{}, false},
		{"a large body", "POST", "/", form, "refId=7&txnId=abc&x=" + strings.Repeat("a", 16<<10), xpayments.Return{},
			false},
		{"JSON", "POST", "/", "application/json", `{"refId":"7","txnId":"abc"}`, xpayments.Return{}, false},
		{"a query that is none", "GET", "/?action=cancel&refId=7&txnId=%zz", "", "", xpayments.Return{}, false},
		{"PUT", "PUT", "/", form, "refId=7&txnId=abc", xpayments.Return{}, false},
	} {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(c.body))
		r.Method, r.URL.RawQuery = c.method, ""
		if _, query, ok := strings.Cut(c.target, "?"); ok {
			r.URL.RawQuery = query
		}
		r.Header.Set("Content-Type", c.contentType)
		got, err := xpayments.ParseReturn(r)
		if !reflect.DeepEqual(got, c.want) || (err == nil) != c.ok || err != nil &&
			!errors.Is(err, xpayments.ErrReturn) {
			t.Errorf("%s: %#v, %v", c.name, got, err)
		}
	}
}
