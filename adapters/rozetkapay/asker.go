package rozetkapay

import (
	"context"
	"errors"
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

var _ strictpay.Asker = (*Client)(nil)

// API is [rozetkapayapi.Name].
func (c *Client) API() string { return rozetkapayapi.Name }

// Account names the merchant's account: the login, or what strictpay.WithAccount says, with the login of the child
// account behind it for a client that [Client.OnBehalfOf] made.
func (c *Client) Account() string { return c.caller.AccountName() }

// Question is what has to be kept of a request to ask about it later.
//
// No document says what is answered about an order that is not there, and the sister API for card payments says "not
// found" of orders that exist. So the absence of an order means nothing; what an order shows does.
func (c *Client) Question(sending *strictpay.Sending) (strictpay.Question, error) {
	switch sending.StatusQuery.Operation {
	case "payPartsRequestInfo":
	case alternativeQuery:
		return alternativeQuestion(sending)
	case inStoreQuery:
		return inStoreQuestion(sending)
	case "getPayoutTransactionStatus":
		return payoutQuestion(sending)
	case "getSubscriptions", "getSubscription", "getSubscriptionPayments":
		return subscriptionQuestion(sending)
	case "": // nothing can be asked about it
		switch {
		case sending.Operation == "addCustomerPayment":
			return cardQuestion(sending)
		case sending.Operation == "createPaymentInstructions":
			return instructionsQuestion(sending)
		case batchOperations[sending.Operation] != "":
			return batchQuestion(sending)
		}
		return paymentQuestion(sending)
	default:
		return paymentQuestion(sending)
	}
	id, _ := sending.StatusQuery.Get("external_id")
	q := strictpay.Question{
		Operation: sending.Operation, StatusQuery: sending.StatusQuery, Reference: orderReference(id),
	}
	switch q.Operation {
	case "payPartsCreateOrder":
		var body rozetkapayapi.CreatePayPartsOrder
		devs := jsonread.ReadInto(sending.Body, &body)
		q.Amount, q.Currency = body.Amount, body.Currency
		return q, devs.Err()
	case "payPartsRefund":
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
	case "payPartsConfirmOrder", "payPartsCancelOrder":
		q.Absence = true
	case "payPartsRetryRefund", "payPartsCancelRefund":
		q.Compares = true
	}
	return q, nil
}

// Answered is what the call's own answer says: the operation it has made, or the refund it is about.
func (c *Client) Answered(q strictpay.Question, value any) strictpay.Standing {
	switch value := value.(type) {
	case *rozetkapayapi.PaymentOperationResult:
		return paymentAnswered(q, value)
	case *rozetkapayapi.CreateInStorePaymentResult:
		return inStoreAnswered(value.TransactionStatus)
	case *rozetkapayapi.ConfirmInStorePaymentResult:
		return inStoreAnswered(value.TransactionStatus)
	case *rozetkapayapi.RefundInStorePaymentResult:
		return inStoreAnswered(value.TransactionStatus)
	case *rozetkapayapi.PaymentInstructionsResult:
		return strictpay.Standing{Progress: strictpay.ProgressDone}
	case *rozetkapayapi.AlternativePaymentOperationResult:
		return alternativeStanding(value.Details)
	case *rozetkapayapi.AddCustomerPaymentResult:
		return cardAnswered(value)
	case *rozetkapayapi.PayoutTransactionResult:
		return payoutStanding(q, value)
	case *rozetkapayapi.CreateSubscriptionResponse:
		return subscriptionMade(value)
	case *rozetkapayapi.DefaultResponse:
		return strictpay.Standing{Progress: strictpay.ProgressDone, Pace: subscriptionPace()}
	case *rozetkapayapi.UpdateSubscriptionPaymentMethodResponse:
		return strictpay.Standing{Progress: strictpay.ProgressPending, Pace: subscriptionPace()}
	case *rozetkapayapi.BatchPaymentOperationResult:
		return batchAnswered(value)
	}
	result, ok := value.(*rozetkapayapi.PayPartsOperationResult)
	if !ok || result.Details == nil || result.Details.Status == nil {
		return strictpay.Standing{Progress: strictpay.ProgressPending, Pace: pace()}
	}
	s := standing(result.Details)
	if q.Operation == "payPartsCancelRefund" {
		s.Progress = ofCancel(s.Progress)
	}
	return s
}

// ofCancel is the progress of cancelling a refund: it has reached what it wanted where the refund has failed.
func ofCancel(refund strictpay.Progress) strictpay.Progress {
	switch refund {
	case strictpay.ProgressDone:
		return strictpay.ProgressRefused
	case strictpay.ProgressRefused:
		return strictpay.ProgressDone
	}
	return refund
}

// Ask asks how a call stands.
func (c *Client) Ask(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	switch q.StatusQuery.Operation {
	case "":
		return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil // nothing can be asked
	case "paymentInfo":
		return c.askPayment(ctx, q)
	case alternativeQuery:
		return c.askAlternative(ctx, q)
	case inStoreQuery:
		return c.askInStore(ctx, q)
	case cardQuery:
		return c.askCard(ctx, q)
	case "getPayoutTransactionStatus":
		return c.askPayout(ctx, q)
	case "getSubscriptions", "getSubscription", "getSubscriptionPayments":
		return c.askSubscription(ctx, q)
	}
	id, _ := q.StatusQuery.Get("external_id")
	order, err := c.PayPartsRequestInfo(ctx, id)
	switch {
	case errors.Is(err, ErrNotFound) && q.Operation != "payPartsCreateOrder":
		return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil // it was there before the call
	case errors.Is(err, ErrNotFound):
		return strictpay.Standing{Progress: strictpay.ProgressNotSeen}, nil
	case err != nil:
		return strictpay.Standing{}, err
	}
	s := orderStanding(&q, order)
	s.Pace = pace()
	s.State = ask.ItemState(append(refundItems(order, identity), refundItems(order, stateOf)...))
	if order.Amount != nil {
		s.Amount = *order.Amount
	}
	if order.Currency != nil {
		s.Currency = *order.Currency
	}
	return s, nil
}

// Notice is what a callback is about.
func (c *Client) Notice(event any) (strictpay.Notice, bool) {
	switch e := event.(type) {
	case *PaymentEvent:
		return paymentNotice(e), true
	case *CardEvent:
		return cardNotice(e), true
	case *PayoutEvent:
		return payoutNotice(e), true
	case *SubscriptionEvent:
		return subscriptionNotice(e), true
	}
	e, ok := event.(*OrderEvent)
	if !ok {
		return strictpay.Notice{}, false
	}
	t := strictpay.Notice{Key: e.Key, Body: e.Body()}
	if e.Value.ExternalID != nil {
		// The callback of alternative payments is the same, and nothing in it tells which of the two it is.
		t.Concerns = []strictpay.Concern{
			{Reference: orderReference(*e.Value.ExternalID)}, {Reference: alternativeReference(*e.Value.ExternalID)},
		}
	}
	return t, true
}

func orderReference(id string) string { return "order " + id }

func pace() strictpay.Pace { return ask.Pace(rozetkapayapi.API.Operation("payPartsRequestInfo")) }

// orderStanding is what the order says of a call.
func orderStanding(q *strictpay.Question, order *rozetkapayapi.PayPartsOrder) strictpay.Standing {
	var s strictpay.Standing
	switch q.Operation {
	case "payPartsCreateOrder":
		if order.PurchaseDetails != nil && order.PurchaseDetails.Status != nil {
			return standing(order.PurchaseDetails)
		}
		s.Progress = strictpay.ProgressPending
	case "payPartsConfirmOrder":
		return flagged(order.Confirmed, order.ConfirmationDetails, order.Canceled)
	case "payPartsCancelOrder":
		return flagged(order.Canceled, order.CancellationDetails, order.Confirmed)
	case "payPartsRefund":
		s.Progress, s.Status = ask.NewItem(q.Before, refundItems(order, identity), q.Amount)
	case "payPartsCancelRefund":
		s.Progress, s.Status = ask.NewItem(q.Before, refundItems(order, stateOf), strictpay.Decimal{})
		s.Progress = ofCancel(s.Progress)
	case "payPartsRetryRefund":
		// The provider tries again by itself as well, so a refund that is still pending says nothing of the call.
		s.Progress, s.Status = ask.NewItem(q.Before, refundItems(order, stateOf), strictpay.Decimal{})
		if s.Progress == strictpay.ProgressNotSeen || s.Progress == strictpay.ProgressPending {
			s.Progress = strictpay.ProgressUnclear
		}
	}
	return s
}

// flagged is a confirmation or cancellation: a flag of the order, and the operations that led to it; other is the flag
// that rules it out.
func flagged(done *bool, operations []rozetkapayapi.PayPartsOperationDetails, other *bool) strictpay.Standing {
	switch {
	case isTrue(done):
		return strictpay.Standing{Progress: strictpay.ProgressDone}
	case len(operations) > 0 && operations[len(operations)-1].Status != nil:
		return standing(&operations[len(operations)-1])
	case isTrue(other):
		return strictpay.Standing{Progress: strictpay.ProgressRefused}
	}
	return strictpay.Standing{Progress: strictpay.ProgressNotSeen}
}

// standing is how an operation stands that has a status. A purchase that waits for its confirmation is done: the
// confirmation is a call of its own.
func standing(d *rozetkapayapi.PayPartsOperationDetails) strictpay.Standing {
	s := strictpay.Standing{
		Progress: ask.Ended(d.Status.Final(), d.Status.Succeeded()), Status: string(*d.Status), Pace: pace(),
	}
	if d.StatusCode != nil && s.Progress == strictpay.ProgressRefused {
		s.Code = string(*d.StatusCode)
	}
	return s
}

// refundItems are the refunds of an order, each under the name that one of the functions gives it.
func refundItems(
	order *rozetkapayapi.PayPartsOrder, name func(*rozetkapayapi.PayPartsOperationDetails, int) string,
) []ask.Item {
	items := make([]ask.Item, len(order.RefundDetails))
	for i := range order.RefundDetails {
		d := &order.RefundDetails[i]
		items[i] = ask.Item{ID: name(d, i), Amount: d.Amount, Progress: strictpay.ProgressPending}
		if d.Status != nil {
			s := standing(d)
			items[i].Progress, items[i].Status = s.Progress, s.Status
		}
	}
	return items
}

// identity names a refund; one without an identifier by its place, since the list only grows.
func identity(d *rozetkapayapi.PayPartsOperationDetails, i int) string {
	if d.OperationID != nil {
		return *d.OperationID
	}
	return "#" + strconv.Itoa(i)
}

// stateOf names a refund together with its status, so that one whose status has changed is new.
func stateOf(d *rozetkapayapi.PayPartsOperationDetails, i int) string {
	if d.Status == nil {
		return identity(d, i)
	}
	return identity(d, i) + " " + string(*d.Status)
}
