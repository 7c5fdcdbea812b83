package rozetkapay

import (
	"context"
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// FollowPayout asks for a payout until [PayoutFinal]. No document says how often to ask; the intervals in the
// specification are our choice. A payout in cash waits for its recipient, which can take days.
func (c *Client) FollowPayout(
	ctx context.Context, externalID string,
) (*rozetkapayapi.PayoutTransactionResult, error) {
	return ask.Follow(ctx, *rozetkapayapi.API.Operation("getPayoutTransactionStatus").Polling,
		func(ctx context.Context) (*rozetkapayapi.PayoutTransactionResult, error) {
			return c.GetPayoutTransactionStatus(ctx, externalID)
		}, PayoutFinal)
}

// PayoutFinal reports whether nothing more is expected of anyone.
func PayoutFinal(payout *rozetkapayapi.PayoutTransactionResult) bool {
	return payout != nil && payout.Status != nil && payout.Status.Final()
}

// A PayoutResolution is what asking found out about a payout's call whose outcome was unknown. Payout is the payout
// now, nil where the provider knows none.
type PayoutResolution struct {
	Finding strictpay.Finding
	Payout  *rozetkapayapi.PayoutTransactionResult
}

// ResolvePayout asks what became of a payout, or of its cancellation, whose outcome is unknown. A payout that has
// failed may have done so without its cancellation, of which the code tells. An error means that asking failed, so that
// the outcome is as unknown as it was.
func (c *Client) ResolvePayout(ctx context.Context, err error) (*PayoutResolution, error) {
	unknown, err := unknownOf(err, "getPayoutTransactionStatus")
	if err != nil {
		return nil, err
	}
	externalID, _ := unknown.StatusQuery.Get("external_id")
	payout, err := c.GetPayoutTransactionStatus(ctx, externalID)
	switch {
	case errors.Is(err, ErrNotFound):
		return &PayoutResolution{Finding: absent(unknown.Operation)}, nil
	case err != nil:
		return nil, err
	}
	finding := strictpay.CarriedOut
	if unknown.Operation == "cancelCashPayout" {
		if finding = ask.If(payoutCancelled(payout)); finding == strictpay.NotSeen && !payoutTells(payout) {
			finding = strictpay.Unclear
		}
	}
	return &PayoutResolution{Finding: finding, Payout: payout}, nil
}

func payoutCancelled(payout *rozetkapayapi.PayoutTransactionResult) bool {
	return payout.StatusCode != nil &&
		(*payout.StatusCode == string(rozetkapayapi.ResponseCodeTransactionIsCanceled) ||
			*payout.StatusCode == string(rozetkapayapi.ResponseCodeCancelSuccessful))
}

// payoutTells reports whether a payout says how it stands.
func payoutTells(payout *rozetkapayapi.PayoutTransactionResult) bool {
	return payout.Status != nil && payout.Status.Valid()
}

// What the client, as a strictpay.Asker, knows of payouts.

func payoutReference(id string) string { return "payout " + id }

func payoutQuestion(sending *strictpay.Sending) (strictpay.Question, error) {
	id, _ := sending.StatusQuery.Get("external_id")
	q := strictpay.Question{
		Operation: sending.Operation, StatusQuery: sending.StatusQuery, Reference: payoutReference(id),
	}
	if q.Operation != "createPayout" {
		return q, nil
	}
	var body rozetkapayapi.RequestPayoutRequest
	devs := jsonread.ReadInto(sending.Body, &body)
	q.Amount, q.Currency = body.Order.OriginalAmount, body.Order.Currency
	return q, devs.Err()
}

// payoutStanding is how a call about a payout stands, by the payout.
func payoutStanding(q strictpay.Question, payout *rozetkapayapi.PayoutTransactionResult) strictpay.Standing {
	s := strictpay.Standing{
		Progress: strictpay.ProgressPending, Pace: ask.Pace(rozetkapayapi.API.Operation("getPayoutTransactionStatus")),
	}
	if payout.OriginalAmount != nil {
		s.Amount = *payout.OriginalAmount
	}
	if payout.Currency != nil {
		s.Currency = *payout.Currency
	}
	if payout.Status == nil {
		return s
	}
	s.Progress, s.Status = ask.Ended(payout.Status.Final(), payout.Status.Succeeded()), string(*payout.Status)
	if payout.StatusCode != nil && s.Progress == strictpay.ProgressRefused {
		s.Code = *payout.StatusCode
	}
	if q.Operation == "cancelCashPayout" {
		switch {
		case payoutCancelled(payout):
			s.Progress, s.Code = strictpay.ProgressDone, ""
		case !payoutTells(payout):
			s.Progress = strictpay.ProgressUnclear
		case payout.Status.Final():
			s.Progress = strictpay.ProgressRefused // it came to another end
		default:
			s.Progress = strictpay.ProgressNotSeen
		}
	}
	return s
}

func (c *Client) askPayout(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	id, _ := q.StatusQuery.Get("external_id")
	payout, err := c.GetPayoutTransactionStatus(ctx, id)
	switch {
	case errors.Is(err, ErrNotFound) && q.Operation == "createPayout":
		return strictpay.Standing{Progress: strictpay.ProgressNotSeen}, nil
	case errors.Is(err, ErrNotFound):
		return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil // it was there before the call
	case err != nil:
		return strictpay.Standing{}, err
	}
	return payoutStanding(q, payout), nil
}

// payoutNotice is what a callback of a payout is about.
func payoutNotice(e *PayoutEvent) strictpay.Notice {
	t := strictpay.Notice{Key: e.Key, Body: e.Body()}
	if e.Value.ExternalID != nil {
		t.Concerns = []strictpay.Concern{{Reference: payoutReference(*e.Value.ExternalID)}}
	}
	return t
}
