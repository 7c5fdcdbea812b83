package vertex

import (
	"context"
	"errors"
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/ask"
)

// A Resolution is what asking found out about a call whose outcome was unknown. Order or Payout is the state now, nil
// where the gateway knows none.
type Resolution struct {
	Finding strictpay.Finding
	Order   *vertexapi.Order
	Payout  *vertexapi.Payout
}

// Resolve asks what became of a call whose outcome is unknown. What became of a refund shows only in the difference to
// the order before it: give that as before; without it the answer is unclear. An error means that asking failed, so
// that the outcome is as unknown as it was.
func (c *Client) Resolve(ctx context.Context, err error, before ...*vertexapi.Order) (*Resolution, error) {
	unknown, err := ask.Unknown(vertexapi.Name, err)
	if err != nil {
		return nil, err
	}
	shop, err := shopOf(unknown.StatusQuery)
	if err != nil {
		return nil, err
	}
	if number, ok := unknown.StatusQuery.Get("payoutNumber"); ok {
		payout, err := c.RetrievePayoutStatus(ctx, shop, number)
		if err != nil {
			return absent(err)
		}
		return &Resolution{Finding: strictpay.CarriedOut, Payout: &payout.Data}, nil
	}
	number, _ := unknown.StatusQuery.Get("orderNumber")
	answer, err := c.RetrieveOrderDetails(ctx, shop, number)
	if err != nil {
		return absent(err)
	}
	var was *vertexapi.Order
	if len(before) > 0 {
		was = before[0]
	}
	return &Resolution{Finding: findingOf(unknown.Operation, was, &answer.Data), Order: &answer.Data}, nil
}

// shopOf is the shop that a reference names.
func shopOf(q strictpay.StatusQuery) (vertexapi.ShopID, error) {
	text, _ := q.Get("shopId")
	shop, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, errors.New("vertex: the reference names no shop: shopId is not an integer")
	}
	return shop, nil
}

// absent turns the gateway's word that there is no such order or payout into an answer.
func absent(err error) (*Resolution, error) {
	if errors.Is(err, ErrNotFound) {
		return &Resolution{Finding: strictpay.NotSeen}, nil
	}
	return nil, err
}

func findingOf(operation string, before, now *vertexapi.Order) strictpay.Finding {
	switch operation {
	case "createOrder":
		return strictpay.CarriedOut
	case "captureOrder":
		switch now.OrderStatus {
		case vertexapi.OrderStatusNeedAction, vertexapi.OrderStatusReview:
			return strictpay.Unclear
		}
		return ask.If(now.OrderStatus.Succeeded() || now.OrderStatus == vertexapi.OrderStatusRefunded)
	case "cancelOrder", "rejectOrder":
		switch now.OrderStatus {
		case vertexapi.OrderStatusCancelled, vertexapi.OrderStatusCanceled, vertexapi.OrderStatusRejected,
			vertexapi.OrderStatusFailed:
			return strictpay.CarriedOut
		}
		return strictpay.NotSeen
	case "refundOrder":
		return ask.More(before != nil, refunds(before), refunds(now))
	}
	return strictpay.Unclear
}

// refunds counts the refunds of an order, whatever became of them: each that is there was asked for.
func refunds(order *vertexapi.Order) int {
	n := 0
	if order != nil {
		for _, p := range order.Payments {
			if p.PaymentType != nil && *p.PaymentType == vertexapi.PaymentTypeRefund {
				n++
			}
		}
	}
	return n
}
