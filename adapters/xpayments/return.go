package xpayments

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
)

// ReturnAction says how the buyer came back from the card page.
type ReturnAction string

// Ways back from the card page. None of them says that anything was paid.
const (
	ReturnCompleted ReturnAction = "return" // the buyer went through with it
	ReturnCancelled ReturnAction = "cancel" // the buyer gave up
	ReturnAborted   ReturnAction = "abort"  // X-Payments gave up
)

// ErrReturn is returned by [ParseReturn] for a request that is no return from the card page.
var ErrReturn = errors.New("xpayments: not a return from the card page")

// A Return is the buyer's browser coming back to returnUrl. It comes from the browser, so it proves nothing: ask
// PaymentGetInfo for TxnID. It prints redacted.
type Return struct {
	Action ReturnAction
	RefID  string      // the store's reference, as in PaymentInit
	TxnID  string      // of the payment in X-Payments
	Card   *ReturnCard // before API 1.5 only; nil where the form has none
}

// A ReturnCard is the card that the buyer paid with. A [Return] has a pointer to it, because fmt gives %p and a misused
// %w to no method and prints every field that it can reach without following one. It prints redacted.
type ReturnCard struct {
	Last4 string // last digits
	Type  string // VISA
}

// Format prints nothing of the card, whatever the verb.
func (c ReturnCard) Format(s fmt.State, _ rune) {
	_, _ = io.WriteString(s, "xpayments.ReturnCard{redacted}")
}

// LogValue is what log/slog prints.
func (c ReturnCard) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(c)) }

// MarshalJSON is the same text, for loggers that write JSON.
func (c ReturnCard) MarshalJSON() ([]byte, error) {
	return strconv.AppendQuote(nil, fmt.Sprint(c)), nil
}

// maxReturn bounds the form of a return.
const maxReturn = 16 << 10

// ParseReturn reads a request to returnUrl: a POST with refId and txnId in its body, or a GET with action=cancel or
// abort in its query. What the store itself put into the query of returnUrl is left to the store.
func ParseReturn(r *http.Request) (Return, error) {
	switch r.Method {
	case http.MethodPost:
		body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxReturn))
		if err != nil {
			return Return{}, ErrReturn
		}
		form, err := parseForm(r.Header, body, maxReturn)
		if err != nil {
			return Return{}, ErrReturn
		}
		if action := form["action"]; len(action) > 1 || len(action) == 1 && action[0] != string(ReturnCompleted) {
			return Return{}, ErrReturn
		}
		return parseReturn(form, ReturnCompleted)
	case http.MethodGet:
		query, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			return Return{}, ErrReturn
		}
		action, err := single(query, "action", 0)
		if how := ReturnAction(action); err == nil && (how == ReturnCancelled || how == ReturnAborted) {
			return parseReturn(query, how)
		}
	}
	return Return{}, ErrReturn
}

func parseReturn(form url.Values, action ReturnAction) (Return, error) {
	refID, err1 := single(form, "refId", maxRefID)
	txnID, err2 := single(form, "txnId", maxTxnID)
	if err1 != nil || err2 != nil {
		return Return{}, ErrReturn
	}
	r := Return{Action: action, RefID: refID, TxnID: txnID}
	if card := (ReturnCard{form.Get("last_4_cc_num"), form.Get("card_type")}); card != (ReturnCard{}) {
		r.Card = &card
	}
	return r, nil
}

// Format prints the return without the card's digits, whatever the verb.
func (r Return) Format(s fmt.State, _ rune) {
	_, _ = fmt.Fprintf(s, "xpayments.Return{Action: %s, RefID: %q, TxnID: %q, redacted}", r.Action, r.RefID, r.TxnID)
}

// LogValue is what log/slog prints.
func (r Return) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(r)) }
