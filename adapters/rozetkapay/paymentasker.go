package rozetkapay

import (
	"context"
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// What the client, as a strictpay.Asker, knows of card payments. A payment is asked about as an order in parts is; that
// it can be confirmed and cancelled in part makes the difference.

func paymentReference(id string) string { return "payment " + id }

// paymentQuestion is what has to be kept of a card payment's request. The absence of a payment means nothing, since one
// whose page nobody has paid on is absent, too. A check of a card can be asked about with nothing.
func paymentQuestion(sending *strictpay.Sending) (strictpay.Question, error) {
	id, _ := sending.StatusQuery.Get("external_id")
	q := strictpay.Question{
		Operation: sending.Operation, StatusQuery: sending.StatusQuery, Reference: paymentReference(id),
	}
	var amount *strictpay.Decimal
	var currency *string
	var err error
	switch q.Operation {
	case "createPayment":
		var body rozetkapayapi.CreatePaymentRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		amount, currency, err = &body.Amount, &body.Currency, devs.Err()
	case "createRecurrentPayment":
		var body rozetkapayapi.CreateRecurrentPaymentRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		amount, err = &body.Amount, devs.Err()
	case "confirmPayment":
		var body rozetkapayapi.ConfirmPaymentRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		amount, currency, err = body.Amount, body.Currency, devs.Err()
		q.Compares, q.Absence = true, true
	case "cancelPayment", "refundPayment":
		var body rozetkapayapi.CancelPaymentRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		amount, currency, err = body.Amount, body.Currency, devs.Err()
		q.Compares, q.Absence = true, true
	case "retryRefund", "cancelRefund":
		q.Compares = true
	}
	if amount != nil {
		q.Amount = *amount
	}
	if currency != nil {
		q.Currency = *currency
	}
	return q, err
}

// paymentAnswered is what the call's own answer says.
func paymentAnswered(q strictpay.Question, payment *rozetkapayapi.PaymentOperationResult) strictpay.Standing {
	if payment.Details == nil || payment.Details.Status == nil {
		return strictpay.Standing{Progress: strictpay.ProgressPending, Pace: paymentPace()}
	}
	s := paymentStanding(payment.Details)
	if q.Operation == "cancelRefund" {
		s.Progress = ofCancel(s.Progress)
	}
	return s
}

// askPayment asks how a card payment's call stands.
func (c *Client) askPayment(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	id, _ := q.StatusQuery.Get("external_id")
	payment, err := c.PaymentInfo(ctx, id)
	creates := q.Operation == "createPayment" || q.Operation == "createRecurrentPayment"
	switch {
	case errors.Is(err, ErrNotFound) && !creates:
		return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil // it was there before the call
	case errors.Is(err, ErrNotFound):
		return strictpay.Standing{Progress: strictpay.ProgressNotSeen}, nil
	case err != nil:
		return strictpay.Standing{}, err
	}
	s := paymentStandingOf(&q, payment)
	s.Pace = paymentPace()
	refunds := payment.RefundDetails
	s.State = ask.ItemState(append(append(append(paymentItems(refunds, identity), paymentItems(refunds, stateOf)...),
		paymentItems(payment.ConfirmationDetails,
			identity)...), paymentItems(payment.CancellationDetails, identity)...))
	if payment.Amount != nil {
		s.Amount = *payment.Amount
	}
	if payment.Currency != nil {
		s.Currency = *payment.Currency
	}
	return s, nil
}

// paymentStandingOf is what the payment says of a call.
func paymentStandingOf(q *strictpay.Question, payment *rozetkapayapi.PaymentStatusResult) strictpay.Standing {
	var s strictpay.Standing
	item := func(list []rozetkapayapi.TransactionDetails,
		name func(*rozetkapayapi.PayPartsOperationDetails, int) string) {
		s.Progress, s.Status = ask.NewItem(q.Before, paymentItems(list, name), q.Amount)
	}
	switch q.Operation {
	case "createPayment", "createRecurrentPayment":
		// At most one attempt under an external_id succeeds; of the others the last one counts.
		s.Progress = strictpay.ProgressPending
		for i := range payment.PurchaseDetails {
			if d := &payment.PurchaseDetails[i]; d.Status != nil && s.Progress != strictpay.ProgressDone {
				s = paymentStanding(d)
			}
		}
	case "confirmPayment":
		item(payment.ConfirmationDetails, identity)
	case "cancelPayment":
		item(payment.CancellationDetails, identity)
	case "refundPayment":
		item(payment.RefundDetails, identity)
	case "cancelRefund", "retryRefund":
		q.Amount = strictpay.Decimal{}
		item(payment.RefundDetails, stateOf)
		switch {
		case q.Operation == "cancelRefund":
			s.Progress = ofCancel(s.Progress)
		case s.Progress == strictpay.ProgressNotSeen || s.Progress == strictpay.ProgressPending:
			// The provider tries again by itself as well, so a refund that is still pending says nothing of the call.
			s.Progress = strictpay.ProgressUnclear
		}
	}
	return s
}

// paymentNotice is what a callback of a card payment is about; a check of a card has no identifier of the merchant.
func paymentNotice(e *PaymentEvent) strictpay.Notice {
	t := strictpay.Notice{Key: e.Key, Body: e.Body()}
	if e.Value.ExternalID != nil {
		t.Concerns = []strictpay.Concern{{Reference: paymentReference(*e.Value.ExternalID)}}
	}
	if e.Value.BatchExternalID != nil {
		t.Concerns = append(t.Concerns, strictpay.Concern{Reference: batchReference(*e.Value.BatchExternalID)})
	}
	return t
}

func paymentPace() strictpay.Pace { return ask.Pace(rozetkapayapi.API.Operation("paymentInfo")) }

// asPart is what an operation of a card payment has in common with one of an order in parts.
func asPart(d *rozetkapayapi.TransactionDetails) *rozetkapayapi.PayPartsOperationDetails {
	return &rozetkapayapi.PayPartsOperationDetails{
		OperationID: d.OperationID, Amount: d.Amount, Status: d.Status,
		StatusCode: (*rozetkapayapi.StatusCode)(d.StatusCode),
	}
}

func paymentStanding(d *rozetkapayapi.TransactionDetails) strictpay.Standing {
	s := standing(asPart(d))
	s.Pace = paymentPace()
	return s
}

// paymentItems are operations of a card payment, each under the name that one of the functions gives it.
func paymentItems(
	list []rozetkapayapi.TransactionDetails, name func(*rozetkapayapi.PayPartsOperationDetails, int) string,
) []ask.Item {
	order := new(rozetkapayapi.PayPartsOrder)
	for i := range list {
		order.RefundDetails = append(order.RefundDetails, *asPart(&list[i]))
	}
	return refundItems(order, name)
}
