package rozetkapay

import (
	"context"
	"errors"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// FollowAlternativePayment asks for an alternative payment until [AlternativePaymentFinal]. No document says how often
// to ask; the intervals in the specification are our choice.
func (c *Client) FollowAlternativePayment(
	ctx context.Context, externalID string,
) (*rozetkapayapi.AlternativePaymentOperationsResult, error) {
	return ask.Follow(ctx, *rozetkapayapi.API.Operation(alternativeQuery).Polling,
		func(ctx context.Context) (*rozetkapayapi.AlternativePaymentOperationsResult, error) {
			return c.AlternativePaymentRequestInfo(ctx, externalID)
		}, AlternativePaymentFinal)
}

// AlternativePaymentFinal reports whether nothing more is expected of anyone: there was an attempt to pay, and no
// operation is under way.
func AlternativePaymentFinal(payment *rozetkapayapi.AlternativePaymentOperationsResult) bool {
	if payment == nil || len(payment.PurchaseDetails) == 0 {
		return false
	}
	for _, d := range slices.Concat(payment.PurchaseDetails, payment.RefundDetails) {
		if !detailsFinal(alternativePart(&d)) {
			return false
		}
	}
	return true
}

// An AlternativePaymentResolution is what asking found out about a call whose outcome was unknown. Payment is the
// payment now, nil where the provider knows none.
type AlternativePaymentResolution struct {
	Finding strictpay.Finding
	Payment *rozetkapayapi.AlternativePaymentOperationsResult
}

// ResolveAlternativePayment asks what became of an alternative payment's call whose outcome is unknown. What became of
// a refund shows only in the difference to the payment before it: give that as before; without it the answer is
// unclear. Of a payment that also shows whether a second attempt under the same external_id is another one. An error
// means that asking failed, so that the outcome is as unknown as it was.
func (c *Client) ResolveAlternativePayment(
	ctx context.Context, err error, before ...*rozetkapayapi.AlternativePaymentOperationsResult,
) (*AlternativePaymentResolution, error) {
	unknown, err := unknownOf(err, alternativeQuery)
	if err != nil {
		return nil, err
	}
	externalID, _ := unknown.StatusQuery.Get("external_id")
	payment, err := c.AlternativePaymentRequestInfo(ctx, externalID)
	switch {
	case errors.Is(err, ErrNotFound):
		return &AlternativePaymentResolution{Finding: absent(unknown.Operation)}, nil
	case err != nil:
		return nil, err
	}
	was, known := new(rozetkapayapi.AlternativePaymentOperationsResult), false
	if len(before) > 0 && before[0] != nil {
		was, known = before[0], true
	}
	finding := ask.More(known, len(was.RefundDetails), len(payment.RefundDetails))
	if unknown.Operation == "createAlternativePayment" {
		finding = ask.More(known, len(was.PurchaseDetails), len(payment.PurchaseDetails))
		if !known && len(payment.PurchaseDetails) > 0 {
			finding = strictpay.CarriedOut
		}
	}
	return &AlternativePaymentResolution{Finding: finding, Payment: payment}, nil
}

// What the client, as a strictpay.Asker, knows of alternative payments.

const alternativeQuery = "alternativePaymentRequestInfo"

func alternativeReference(id string) string { return "alternative payment " + id }

// alternativeQuestion is what has to be kept of a request. What an unknown payment is answered with is not documented,
// so that its absence means nothing.
func alternativeQuestion(sending *strictpay.Sending) (strictpay.Question, error) {
	id, _ := sending.StatusQuery.Get("external_id")
	q := strictpay.Question{
		Operation: sending.Operation, StatusQuery: sending.StatusQuery, Reference: alternativeReference(id),
	}
	if q.Operation == "createAlternativePayment" {
		var body rozetkapayapi.CreateAlternativePayment
		devs := jsonread.ReadInto(sending.Body, &body)
		q.Amount, q.Currency = body.Amount, body.Currency
		return q, devs.Err()
	}
	var body rozetkapayapi.RefundPPayRequest
	devs := jsonread.ReadInto(sending.Body, &body)
	if body.Amount != nil {
		q.Amount = *body.Amount
	}
	if body.Currency != nil {
		q.Currency = *body.Currency
	}
	q.Compares, q.Absence = true, true
	return q, devs.Err()
}

// alternativeStanding is how an operation stands, pending where the answer has no status.
func alternativeStanding(d *rozetkapayapi.AlternativePaymentOperationDetails) strictpay.Standing {
	s := strictpay.Standing{Progress: strictpay.ProgressPending}
	if d != nil && d.Status != nil {
		s = standing(alternativePart(d))
	}
	s.Pace = ask.Pace(rozetkapayapi.API.Operation(alternativeQuery))
	return s
}

// alternativePart is what an operation has in common with one of an order in parts.
func alternativePart(d *rozetkapayapi.AlternativePaymentOperationDetails) *rozetkapayapi.PayPartsOperationDetails {
	return &rozetkapayapi.PayPartsOperationDetails{
		OperationID: d.OperationID, Amount: d.Amount, Status: d.Status, StatusCode: d.StatusCode,
	}
}

// askAlternative asks how a call stands.
func (c *Client) askAlternative(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	id, _ := q.StatusQuery.Get("external_id")
	payment, err := c.AlternativePaymentRequestInfo(ctx, id)
	creates := q.Operation == "createAlternativePayment"
	switch {
	case errors.Is(err, ErrNotFound) && !creates:
		return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil // it was there before the call
	case errors.Is(err, ErrNotFound):
		return strictpay.Standing{Progress: strictpay.ProgressNotSeen}, nil
	case err != nil:
		return strictpay.Standing{}, err
	}
	refunds := new(rozetkapayapi.PayPartsOrder)
	for i := range payment.RefundDetails {
		refunds.RefundDetails = append(refunds.RefundDetails, *alternativePart(&payment.RefundDetails[i]))
	}
	s := alternativeStanding(nil)
	if creates {
		// At most one attempt under an external_id succeeds; of the others the last one counts.
		for i := range payment.PurchaseDetails {
			if s.Progress != strictpay.ProgressDone {
				s = alternativeStanding(&payment.PurchaseDetails[i])
			}
		}
	} else {
		s.Progress, s.Status = ask.NewItem(q.Before, refundItems(refunds, identity), q.Amount)
	}
	s.State = ask.ItemState(refundItems(refunds, identity))
	if payment.Amount != nil {
		s.Amount = *payment.Amount
	}
	return s, nil
}
