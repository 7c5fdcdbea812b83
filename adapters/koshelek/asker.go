package koshelek

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

var _ strictpay.Asker = (*Client)(nil)

// API is [koshelekapi.Name].
func (c *Client) API() string { return koshelekapi.Name }

// Account names the merchant's account: the login, or what strictpay.WithAccount says.
func (c *Client) Account() string { return c.caller.AccountName() }

// A repeat is the request of a call, to be sent again with its requestId.
type repeat struct {
	Token   string          `json:"token,omitempty"`
	Request json.RawMessage `json:"request"`
}

// Question is what has to be kept of a request to ask about it later: the request itself, which is repeated with its
// requestId until it is answered. It holds the token of the cash desk and the card session of the customer.
func (c *Client) Question(sending *strictpay.Sending) (strictpay.Question, error) {
	q := strictpay.Question{
		Operation: sending.Operation, StatusQuery: sending.StatusQuery,
		Reference: requestReference(sending.StatusQuery.Key), Currency: string(koshelekapi.CurrencyRUB),
	}
	if !sending.MovesMoney {
		return q, nil
	}
	kept, err := json.Marshal(repeat{Token: sending.Header.Get("token"), Request: sending.Body})
	if err != nil {
		return q, err
	}
	q.Repeat = strictpay.NewSecret(string(kept))
	var kopecks int64
	var devs strictpay.Deviations
	switch q.Operation {
	case "checkout":
		var body koshelekapi.CheckoutRequest
		devs = jsonread.ReadInto(sending.Body, &body)
		kopecks = body.CheckoutInvoice.TotalAmount
	case "refundTransaction":
		var body koshelekapi.RefundRequest
		devs = jsonread.ReadInto(sending.Body, &body)
		kopecks = body.RefundAmount
	default:
		return q, nil
	}
	if err := devs.Err(); err != nil {
		return q, err
	}
	q.Amount, err = strictpay.FromMinorUnits(kopecks, q.Currency)
	return q, err
}

// Answered is what the call's own answer says, with the identifier to ask with from then on.
func (c *Client) Answered(_ strictpay.Question, value any) strictpay.Standing {
	switch v := value.(type) {
	case *koshelekapi.CheckoutResult:
		s := payment(v.Status)
		s.StatusQuery = statusQuery("transactionId", v.TransactionID)
		s.Reference = paymentReference(v.TransactionID)
		return s
	case *koshelekapi.CancelResult:
		return reversal(v.RefStatus, v.RefTransactionID)
	case *koshelekapi.RefundResult:
		return reversal(v.RefStatus, v.RefTransactionID)
	}
	return strictpay.Standing{Progress: strictpay.ProgressUnclear}
}

// Ask asks how a call stands: by the identifier that its answer brought, and before that by repeating it.
func (c *Client) Ask(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	if id, ok := q.StatusQuery.Get("refTransactionId"); ok {
		state, err := c.TransactionStatus(ctx, koshelekapi.TransactionStatusRequest{RefTransactionID: &id})
		if err != nil {
			return notThere(err)
		}
		if state.RefStatus == nil {
			return strictpay.Standing{Progress: strictpay.ProgressUnclear, Pace: pace()}, nil
		}
		return withCode(reversal(*state.RefStatus, id), state), nil
	}
	if id, ok := q.StatusQuery.Get("transactionId"); ok && q.Operation == "checkout" {
		state, err := c.TransactionStatus(ctx, koshelekapi.TransactionStatusRequest{TransactionID: &id})
		if err != nil {
			return notThere(err)
		}
		return withCode(payment(state.Status), state), nil
	}
	return c.repeated(ctx, q)
}

// alreadyDone are refusals that the call's own effect may be the cause of, where the repeat was not recognized as one.
var alreadyDone = []koshelekapi.ErrorCode{
	koshelekapi.ErrorCodeTransactionForSessionIDAlreadyExists,
	koshelekapi.ErrorCodeTransactionForSessionIDAlreadyPayed,
	koshelekapi.ErrorCodeTransactionInProcessing,
	koshelekapi.ErrorCodePaymentTransactionIsBeingRefundedAlready,
	koshelekapi.ErrorCodeTerminalStateOfPaymentTransaction,
	koshelekapi.ErrorCodeRequestedRefundAmountIsGreaterThanAvailable,
}

// repeated sends the call again. A refusal of the repeat is that of the call.
func (c *Client) repeated(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	var kept repeat
	if json.Unmarshal([]byte(q.Repeat.Reveal()), &kept) != nil {
		return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil // the request was not kept
	}
	value, err := c.Invoke(ctx, q.Operation, kept)
	if refusal := (*Error)(nil); errors.As(err, &refusal) {
		if slices.Contains(alreadyDone, koshelekapi.ErrorCode(refusal.Code)) {
			return strictpay.Standing{Progress: strictpay.ProgressUnclear, Code: refusal.Code}, nil
		}
		if s, ok := strictpay.RefusedStanding(refusal); ok {
			return s, nil
		}
	}
	if err != nil {
		return strictpay.Standing{}, err
	}
	return c.Answered(q, value), nil
}

// Argument gives the token.
func (r repeat) Argument(_ string, dst any) error {
	if token, ok := dst.(*koshelekapi.Token); ok {
		*token = strictpay.NewSecret(r.Token)
	}
	return nil
}

// Body reads the request again.
func (r repeat) Body(dst jsonread.Readable) error {
	devs := jsonread.ReadInto(r.Request, dst)
	return devs.Err()
}

// Notice is what a postback is about.
func (c *Client) Notice(event any) (strictpay.Notice, bool) {
	e, ok := event.(*Event)
	if !ok {
		return strictpay.Notice{}, false
	}
	notice := strictpay.Notice{Key: e.Key, Body: e.Body(), Concerns: []strictpay.Concern{
		{Reference: paymentReference(e.Value.TransactionID)},
	}}
	if e.Value.RefTransactionID != nil {
		notice.Concerns = append(notice.Concerns,
			strictpay.Concern{Reference: reversalReference(*e.Value.RefTransactionID)})
	}
	if e.Value.RequestID != "" {
		notice.Concerns = append(notice.Concerns, strictpay.Concern{Reference: requestReference(e.Value.RequestID)})
	}
	return notice, true
}

// payment is how a checkout stands whose payment has a status. What goes back later does not change that it was paid.
func payment(status koshelekapi.TransactionStatus) strictpay.Standing {
	paid := status.Succeeded() || status == koshelekapi.TransactionStatusRefunded ||
		status == koshelekapi.TransactionStatusRefunding
	return strictpay.Standing{
		Progress: ask.Ended(status.Final() || paid, paid), Status: string(status), Pace: pace(),
	}
}

// reversal is how a cancellation or refund stands.
func reversal(status koshelekapi.RefStatus, id string) strictpay.Standing {
	return strictpay.Standing{
		Progress: ask.Ended(status.Final(), status.Succeeded()), Status: string(status), Pace: pace(),
		StatusQuery: statusQuery("refTransactionId", id), Reference: reversalReference(id),
	}
}

func withCode(s strictpay.Standing, state *koshelekapi.TransactionState) strictpay.Standing {
	if s.Progress == strictpay.ProgressRefused && state.ErrorCode != nil {
		s.Code = string(*state.ErrorCode)
	}
	return s
}

func notThere(err error) (strictpay.Standing, error) {
	if errors.Is(err, ErrNotFound) {
		return strictpay.Standing{Progress: strictpay.ProgressNotSeen}, nil
	}
	return strictpay.Standing{}, err
}

func pace() strictpay.Pace { return ask.Pace(koshelekapi.API.Operation("transactionStatus")) }

func statusQuery(name, id string) strictpay.StatusQuery {
	return strictpay.StatusQuery{Operation: "transactionStatus",
		Arguments: []strictpay.Argument{{Name: name, Value: id}}}
}

// Identifiers are GUIDs, whose case does not count.
func requestReference(id string) string  { return "request " + strings.ToLower(id) }
func paymentReference(id string) string  { return "payment " + strings.ToLower(id) }
func reversalReference(id string) string { return "reversal " + strings.ToLower(id) }
