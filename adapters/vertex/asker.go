package vertex

import (
	"context"
	"errors"
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

var _ strictpay.Asker = (*Client)(nil)

// API is [vertexapi.Name].
func (c *Client) API() string { return vertexapi.Name }

// Account names the merchant's account: the host of the server, or what strictpay.WithAccount says.
func (c *Client) Account() string { return c.caller.AccountName() }

// Question is what has to be kept of a request to ask about it later.
func (c *Client) Question(sending *strictpay.Sending) (strictpay.Question, error) {
	q := strictpay.Question{
		Operation: sending.Operation, StatusQuery: sending.StatusQuery, Reference: reference(sending.StatusQuery),
		Absence: true, Compares: sending.Operation == "refundOrder",
	}
	switch q.Operation {
	case "createOrder":
		var body vertexapi.CreateOrderRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		q.Amount, q.Currency = body.Order.Cost.Amount, body.Order.Cost.Currency
		return q, devs.Err()
	case "createPayout":
		var body vertexapi.CreatePayoutRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		q.Amount, q.Currency = body.Payout.Cost.Amount, body.Payout.Cost.Currency
		return q, devs.Err()
	case "refundOrder":
		var body vertexapi.RefundOrderRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		if body.Cost.Amount != nil {
			q.Amount = *body.Cost.Amount
		}
		if body.Cost.Currency != nil {
			q.Currency = *body.Cost.Currency
		}
		return q, devs.Err()
	}
	return q, nil
}

// Answered is what the call's own answer says: the gateway has taken it on. How it ends only asking tells.
func (c *Client) Answered(strictpay.Question, any) strictpay.Standing {
	return strictpay.Standing{
		Progress: strictpay.ProgressPending, Pace: ask.Pace(vertexapi.API.Operation("retrieveOrderDetails")),
	}
}

// Ask asks how a call stands.
func (c *Client) Ask(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	shop, err := shopOf(q.StatusQuery)
	if err != nil {
		return strictpay.Standing{}, err
	}
	if number, ok := q.StatusQuery.Get("payoutNumber"); ok {
		answer, err := c.RetrievePayoutStatus(ctx, shop, number)
		if err != nil {
			return notThere(err)
		}
		p := &answer.Data
		return strictpay.Standing{
			Progress: ask.Ended(p.PayoutStatus.Final(), p.PayoutStatus.Succeeded()), Status: string(p.PayoutStatus),
			Pace:   ask.Pace(vertexapi.API.Operation("retrievePayoutStatus")),
			Amount: p.Cost.Amount, Currency: p.Cost.Currency,
		}, nil
	}
	number, _ := q.StatusQuery.Get("orderNumber")
	answer, err := c.RetrieveOrderDetails(ctx, shop, number)
	if err != nil {
		return notThere(err)
	}
	order := &answer.Data
	refunds := refundItems(order)
	s := strictpay.Standing{
		Status: string(order.OrderStatus), State: ask.ItemState(refunds),
		Pace:   ask.Pace(vertexapi.API.Operation("retrieveOrderDetails")),
		Amount: order.Cost.Amount, Currency: order.Cost.Currency,
	}
	if q.Operation == "refundOrder" {
		s.Progress, s.Status = ask.NewItem(q.Before, refunds, q.Amount)
		return s, nil
	}
	s.Progress = progress(q.Operation, order)
	return s, nil
}

// Notice is what a callback is about.
func (c *Client) Notice(event any) (strictpay.Notice, bool) {
	switch e := event.(type) {
	case *OrderEvent:
		order := &e.Value.Data
		return noticeOf(e.Key, e.Body(), orderReference(strconv.FormatInt(order.ShopID, 10), order.OrderNumber)), true
	case *PayoutEvent:
		payout := &e.Value.Data
		return noticeOf(e.Key, e.Body(),
			payoutReference(strconv.FormatInt(payout.ShopID, 10), payout.PayoutNumber)), true
	}
	return strictpay.Notice{}, false
}

func noticeOf(key string, body []byte, reference string) strictpay.Notice {
	return strictpay.Notice{Key: key, Body: body, Concerns: []strictpay.Concern{{Reference: reference}}}
}

// notThere turns the gateway's word that there is no such order or payout into an answer.
func notThere(err error) (strictpay.Standing, error) {
	if errors.Is(err, ErrNotFound) {
		return strictpay.Standing{Progress: strictpay.ProgressNotSeen}, nil
	}
	return strictpay.Standing{}, err
}

func reference(q strictpay.StatusQuery) string {
	shop, _ := q.Get("shopId")
	if number, ok := q.Get("payoutNumber"); ok {
		return payoutReference(shop, number)
	}
	number, _ := q.Get("orderNumber")
	return orderReference(shop, number)
}

func orderReference(shop, number string) string { return "order " + shop + "/" + number }

func payoutReference(shop, number string) string { return "payout " + shop + "/" + number }

// progress is how far a call has come whose order is as it is now.
func progress(operation string, order *vertexapi.Order) strictpay.Progress {
	status := order.OrderStatus
	paid := status.Succeeded() || status == vertexapi.OrderStatusRefunded
	switch operation {
	case "createOrder":
		if !order.AutoCapture && !status.Final() && authorized(order) {
			return strictpay.ProgressDone // what follows, capture or cancel, is a call of its own
		}
		return ask.Ended(status.Final(), paid)
	case "captureOrder":
		if !status.Final() && !paid {
			return untouched(status)
		}
		return ask.Ended(true, paid)
	case "cancelOrder", "rejectOrder":
		if !status.Final() {
			return untouched(status)
		}
		return ask.Ended(true, !paid)
	}
	return strictpay.ProgressUnclear
}

// untouched is an order that shows nothing of a capture or cancellation. What waits for a person in the cabinet, and
// a status that is not listed, says neither yes nor no.
func untouched(status vertexapi.OrderStatus) strictpay.Progress {
	if status == vertexapi.OrderStatusInProgress || status == vertexapi.OrderStatusRegistered {
		return strictpay.ProgressNotSeen
	}
	return strictpay.ProgressUnclear
}

func authorized(order *vertexapi.Order) bool {
	for i := range order.Payments {
		if s := order.Payments[i].PaymentStatus.Status; s != nil && *s == vertexapi.PaymentStateAuthorized {
			return true
		}
	}
	return false
}

// refundItems are the refunds of an order. One without an identifier is named by its place: the list only grows.
func refundItems(order *vertexapi.Order) []ask.Item {
	var items []ask.Item
	for i := range order.Payments {
		p := &order.Payments[i]
		if p.PaymentType == nil || *p.PaymentType != vertexapi.PaymentTypeRefund {
			continue
		}
		item := ask.Item{ID: "#" + strconv.Itoa(len(items)), Amount: &p.Cost.Amount,
			Progress: strictpay.ProgressPending}
		if p.PaymentID != nil {
			item.ID = *p.PaymentID
		}
		if s := p.PaymentStatus.Status; s != nil {
			item.Status = string(*s)
			item.Progress = ask.Ended(s.Final(), s.Succeeded() || *s == vertexapi.PaymentStateRefunded)
		}
		items = append(items, item)
	}
	return items
}
