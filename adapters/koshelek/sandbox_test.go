package koshelek_test

//lint:file-ignore SA1019 the deprecated mode is tested as well

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// set is the arguments of an example, by name.
type set map[string]string

func (s set) Argument(name string, dst any) error {
	value := s[name]
	delete(s, name)
	switch p := dst.(type) {
	case *string:
		*p = value
	case *strictpay.Secret:
		*p = strictpay.NewSecret(value)
	default:
		return errors.New("no such type")
	}
	return nil
}

// Body writes what is left: objects, lists and amounts as they stand, the rest as strings.
func (s set) Body(dst jsonread.Readable) error {
	body := map[string]any{"requestId": invoke.NewKey()}
	for name, value := range s {
		body[name] = value
		if name == "refundAmount" || strings.HasPrefix(value, "{") || strings.HasPrefix(value, "[") {
			body[name] = json.RawMessage(value)
		}
	}
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	devs := jsonread.ReadInto(text, dst)
	return devs.Err()
}

func TestExamplesAreAnsweredAgainAndAgain(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	done := map[string]int{}
	statuses := map[koshelekapi.TransactionStatus]bool{}
	for round := range 3 {
		for _, e := range s.Examples() {
			arguments := set{}
			for name, value := range e.Set {
				arguments[name] = value
			}
			var info strictpay.Info
			value, err := c.Invoke(t.Context(), e.Operation, arguments, strictpay.WithInfo(&info))
			if round > 0 && e.Operation == "cancelTransaction" && errors.Is(err, strictpay.ErrRefused) {
				continue // what is cancelled is not cancelled again
			}
			if err != nil || value == nil || len(info.Deviations) > 0 {
				t.Errorf("%s %v: %v, %v", e.Operation, e.Set, err, info.Deviations)
				continue
			}
			done[e.Operation]++
			switch v := value.(type) {
			case *koshelekapi.TransactionState:
				statuses[v.Status] = true
			case *koshelekapi.RefundResult:
				if v.Refusal() != nil {
					t.Errorf("refund: %+v", v)
				}
			}
		}
	}
	for _, op := range koshelekapi.API.Operations {
		if done[op.ID] == 0 {
			t.Errorf("no example of %s", op.ID)
		}
	}
	for _, status := range koshelekapi.TransactionStatusValues() {
		if !statuses[status] {
			t.Errorf("no payment is %q", status)
		}
	}
}

// What a client that checks nothing would send.
func TestSandboxIsAsStrictAsItsSpecification(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t).Koshelek
	post := func(path, body string, header map[string]string) (int, string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), "POST", s.URL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.SetBasicAuth(s.Login, s.Password)
		r.Header.Set("Content-Type", "application/json")
		for name, value := range header {
			r.Header.Set(name, value)
		}
		rsp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer rsp.Body.Close()
		text, _ := io.ReadAll(rsp.Body)
		return rsp.StatusCode, string(text)
	}
	const status, pay, cancel = "/api/v1/merchant/transaction/status", "/api/v1/merchant/checkout",
		"/api/v1/merchant/transaction/cancel"
	good := string(example(t, "checkout.request.json"))
	with := map[string]string{"token": "t"}
	for _, of := range []struct {
		name, path, body string
		header           map[string]string
		status           int
		code             string
	}{
		{"neither id", status, `{"requestId":"1"}`, nil, 422, "UNKNOWN_TRANSACTION_ID"},
		{"no requestId", status, `{"transactionId":"T"}`, nil, 422, "EXTERNAL_PROVIDER_ERROR"},
		{"no JSON", status, `{`, nil, 422, "EXTERNAL_PROVIDER_ERROR"},
		{"null", status, `{"requestId":"1","transactionId":null}`, nil, 422, "UNKNOWN_TRANSACTION_ID"},
		{"another media type", status, `{"requestId":"1","transactionId":"T"}`,
			map[string]string{"Content-Type": "text/plain"}, 422, "EXTERNAL_PROVIDER_ERROR"},
		{"a member more", status, `{"requestId":"1","transactionId":"T","new":1}`, nil, 200, ""},
		{"short store", cancel, `{"requestId":"1","transactionId":"T","storeId":"S"}`, nil, 422, "UNKNOWN_PARTNER_ID"},
		{"no token", pay, good, nil, 422, "EXTERNAL_PROVIDER_ERROR"},
		{"good", pay, good, with, 200, ""},
		{"amount as text", pay, strings.Replace(good, "36230", `"36230"`, 1), with, 422, "EXTERNAL_PROVIDER_ERROR"},
		{"amount with a fraction", pay, strings.Replace(good, "36230", "36230.0", 1), with, 422,
			"EXTERNAL_PROVIDER_ERROR"},
		{"another currency", pay, strings.Replace(good, "RUB", "USD", 1), with, 422, "EXTERNAL_PROVIDER_ERROR"},
		{"bad session", pay, strings.Replace(good, "K7Q2ZD", "K7 Q2", 1), with, 422, "UNKNOWN_SESSION_ID"},
		{"a request of 2 MiB", status, `{"requestId":"` + strings.Repeat("x", 2<<20), nil, 413, ""},
		{"no such path", "/api/v1/merchant/void", `{}`, nil, 404, ""},
	} {
		code, text := post(of.path, of.body, of.header)
		if code != of.status {
			t.Errorf("%s: HTTP %d %s", of.name, code, text)
		}
		if of.code == "" {
			continue
		}
		if refused, _, err := koshelekapi.DecodeErrorBody([]byte(text)); err != nil || string(refused.Code) != of.code {
			t.Errorf("%s: %s, %v", of.name, text, err)
		}
	}
}

func TestScenariosRefuseWhatCannotBe(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	for _, status := range koshelekapi.TransactionStatusValues() {
		open := status == koshelekapi.TransactionStatusNew || status == koshelekapi.TransactionStatusPending
		for name, act := range map[string]func(string) error{
			"open": s.Begin, "approve": s.Pay, "reject": func(id string) error {
				return s.Decline(id, "")
			}, "approve later": func(id string) error { return s.PayAfter(id, 1) },
			"reject later": func(id string) error { return s.DeclineAfter(id, 1, "") },
		} {
			id := s.PutTransaction(koshelekfake.Transaction{Status: status, TotalAmount: 1000})
			if err := act(id); (err == nil) != open || err != nil && !errors.Is(err, fake.ErrState) {
				t.Errorf("%s a payment that is %q: %v", name, status, err)
			}
		}
	}
	if err := s.Settle("no-such-refund"); !errors.Is(err, fake.ErrNotFound) {
		t.Errorf("%v", err)
	}
	s.HoldCancels(true)
	id := must(c.Checkout(t.Context(), token, checkout("K7Q2ZD", "A-1")))(t).TransactionID
	asked := must(c.CancelTransaction(t.Context(), cancel(id)))(t)
	if asked.RefStatus != koshelekapi.RefStatusNew || asked.Status != koshelekapi.TransactionStatusNew {
		t.Errorf("held: %+v", asked)
	}
	if err := s.Settle(asked.RefTransactionID); err != nil {
		t.Fatal(err)
	}
	state := must(c.TransactionStatus(t.Context(),
		koshelekapi.TransactionStatusRequest{RefTransactionID: &asked.RefTransactionID, TransactionID: &id}))(t)
	if state.Status != koshelekapi.TransactionStatusCanceled || !state.RefStatus.Succeeded() {
		t.Errorf("settled: %+v", state)
	}
	if err := s.SettleDeclined(asked.RefTransactionID, ""); !errors.Is(err, fake.ErrState) {
		t.Errorf("settled twice: %v", err)
	}
}

func TestPutTransactionTakesAnyIdentifier(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	for id, by := range map[string]koshelekapi.PaymentType{"T": koshelekapi.PaymentTypeSBP,
		"Ж-1": koshelekapi.PaymentTypeDolyame, strings.Repeat("x", 36): ""} {
		s.PutTransaction(koshelekfake.Transaction{TransactionID: id,
			Status: koshelekapi.TransactionStatusPartialRefunded, TotalAmount: 1000, Refunded: 400, PaymentType: by})
		state := must(c.TransactionStatus(t.Context(), question(id)))(t)
		dolyame := by == koshelekapi.PaymentTypeDolyame
		if state.TransactionID != id || (state.PaymentProvider != nil) != dolyame ||
			(state.Slip.QRCID == nil) != dolyame || state.Slip.TotalAmount != 400 {
			t.Errorf("%+v", state)
		}
		if result := must(c.RefundTransaction(t.Context(), token,
			refund(id, 600)))(t); result.Status != koshelekapi.TransactionStatusRefunded {
			t.Errorf("the rest: %+v", result)
		}
	}
}

// What is put in anew under another order leaves the books of the first one.
func TestBooksFollowATransactionThatIsPutInAnew(t *testing.T) {
	t.Parallel()
	s, _ := start(t)
	for _, order := range []string{"a", "b"} {
		s.PutTransaction(koshelekfake.Transaction{
			TransactionID: "one", OrderID: order, Status: koshelekapi.TransactionStatusAccepted, TotalAmount: 1000,
		})
	}
	if s.Books("a").Payments != 0 || s.Books("b").Payments != 1 || s.Books("b").Charged.String() != "1000" {
		t.Errorf("%+v, %+v", s.Books("a"), s.Books("b"))
	}
}
