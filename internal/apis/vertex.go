package apis

import (
	"context"
	"errors"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// vertexAPI is the Vertex Gateway: orders and payouts over many acquirers.
func vertexAPI() API {
	return API{
		API: vertexapi.API, Title: "Vertex Gateway",
		Credentials: []Credential{{Name: "TOKEN"}},
		Connect: func(s Settings, opts ...strictpay.Option) (Client, error) {
			values, err := s.need("TOKEN")
			if err != nil {
				return nil, err
			}
			return client(vertex.New(s.URL, values[0], opts...))
		},
		Fake: func(s *sandbox.Sandbox) Fake {
			x := s.Vertex
			return Fake{
				Server: x, URL: x.URL, Credentials: map[string]string{"TOKEN": x.Token},
				Secrets: []string{x.Token, x.WebhookSecret}, WebhookSecret: x.WebhookSecret,
				SetCallbacks: func(urls map[string]string) {
					x.SetCallbacks(urls["orderCallback"], urls["payoutCallback"])
				},
			}
		},
		Callbacks: Callbacks{
			Secret: "the webhook secret of the merchant's cabinet", Setting: WebhookSecretFile,
			Pack: func(secret string, header http.Header, document []byte, _ string) ([]byte, error) {
				vertex.Sign(header, secret, document)
				return document, nil
			},
			Open: func(secret string, header http.Header, body []byte) ([]byte, error) {
				return body, vertex.Verify(secret)(header, body)
			},
			Unproven: "the vendor does not document how a delivery is signed: HMAC-SHA512 is an assumption",
		},
		DemoTitle: "Vertex Gateway: an order, a refund, and three kinds of errors", Demo: vertexDemo,
		Program: func(s *sandbox.Sandbox) Program {
			x := s.Vertex
			return Program{map[string]string{
				"STRICTPAY_VERTEX_URL": x.URL, "STRICTPAY_VERTEX_TOKEN": x.Token, "ORDER_NUMBER": "status-completed",
			}, "completed 56.99 EUR\npayment 56.99 completed\n"}
		},
		Soak: rig.Kind{Weight: 4, Receive: vertexReceive, Pay: vertexPay},
	}
}

// vertexDemo shows the calls of the title.
func vertexDemo(ctx context.Context, r *Report, s *sandbox.Sandbox) error {
	// Without a handler, drift is logged; the damaged answer below has some as well.
	client, err := vertex.New(s.Vertex.URL, s.Vertex.Token,
		strictpay.WithDriftHandler(func(context.Context, *strictpay.Info) {}))
	if err != nil {
		return err
	}
	shop := s.Vertex.ShopID
	if _, err := client.CreateOrder(ctx,
		vertexapi.CreateOrderRequest{ShopID: shop,
			Order: vertexapi.NewOrder{OrderNumber: "demo-1",
				Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"), Currency: "USD"}}}); err != nil {
		return err
	}
	r.Step("createOrder", "the payer gets a link")
	if err := s.Vertex.Pay("demo-1"); err != nil {
		return err
	}
	order, err := client.RetrieveOrderDetails(ctx, shop, "demo-1")
	if err != nil {
		return err
	}
	r.Step(
		"retrieveOrderDetails", "%s, %s %s by %s", order.Data.OrderStatus, order.Data.Cost.Amount,
		order.Data.Cost.Currency,
		*order.Data.Payments[0].InstrumentType,
	)
	if _, err := client.RefundOrder(ctx,
		vertexapi.RefundOrderRequest{ShopID: shop, OrderNumber: "demo-1",
			Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal("6.99")), Currency: new("USD")}}); err != nil {
		return err
	}
	if order, err = client.RetrieveOrderDetails(ctx, shop, "demo-1"); err != nil {
		return err
	}
	r.Step("refundOrder", "%s", order.Data.OrderStatus)
	_, err = client.RetrieveOrderDetails(ctx, shop, "no-such-order")
	r.Step("a refusal", "errors.Is(err, vertex.ErrNotFound): %v", errors.Is(err, vertex.ErrNotFound))
	_, err = client.RetrieveOrderDetails(ctx, shop, fake.FaultDamaged)
	var damage *strictpay.Contradiction
	if errors.As(err, &damage) {
		r.Step("a damaged answer", "%s at %s", damage.Deviations[0].Kind, damage.Deviations[0].Pointer)
	}
	_, err = client.CaptureOrder(ctx, vertexapi.OrderOperationRequest{ShopID: shop, OrderNumber: fake.FaultCut})
	var unknown *strictpay.OutcomeUnknown
	if errors.As(err, &unknown) {
		r.Step("a connection that is cut", "outcome unknown, ask with %s", unknown.StatusQuery)
	}
	return nil
}

// vertexPay: an order, paid, captured or cancelled where it has two stages, refunded.
func vertexPay(f *rig.Flow) {
	s := f.Sandbox.Vertex
	shop := s.ShopID
	var client *vertex.Client
	dial := func() {
		var err error
		if client, err = vertex.New(f.URL(s.URL), s.Token, f.Options()...); err != nil {
			f.Fail("%v", err)
		}
	}
	dial()
	// ask is the question that every unknown outcome names: retrieveOrderDetails.
	ask := func(ctx context.Context) (*vertexapi.Order, error) {
		answer, err := client.RetrieveOrderDetails(ctx, shop, f.ID)
		if err != nil {
			return nil, err
		}
		return &answer.Data, nil
	}
	amount, twoStage := 1000+f.Rand.Int64N(100_000), f.Rand.IntN(2) == 0
	created := f.Once(dial, rig.Moved{}, func(ctx context.Context) error {
		_, err := client.CreateOrder(ctx, vertexapi.CreateOrderRequest{
			ShopID: shop,
			Order: vertexapi.NewOrder{
				OrderNumber: f.ID, Cost: vertexapi.NewOrderCost{Amount: rig.Money(amount), Currency: "EUR"},
			},
			PaymentSettings: &vertexapi.PaymentSettings{AutoCapture: new(!twoStage)},
			Customer: &vertexapi.NewCustomer{
				FirstName: rig.BuyerName, LastName: rig.BuyerName, Email: new(rig.BuyerEmail),
			},
		})
		return err
	}, func(ctx context.Context, _ error) (bool, error) {
		_, err := ask(ctx)
		if errors.Is(err, vertex.ErrNotFound) {
			return false, nil
		}
		return err == nil, err
	})
	if !created || !f.Must(s.Pay(f.ID)) {
		return
	}
	operation := vertexapi.OrderOperationRequest{ShopID: shop, OrderNumber: f.ID}
	over := func(ctx context.Context, _ error) (bool, error) {
		order, err := ask(ctx)
		return err == nil && order.OrderStatus.Final(), err
	}
	if twoStage && f.Rand.IntN(4) == 0 {
		f.Once(dial, rig.Moved{Book: rig.Book{Held: -amount}}, func(ctx context.Context) error {
			_, err := client.CancelOrder(ctx, operation)
			return err
		}, over)
		return
	}
	capture := rig.Moved{Book: rig.Book{Charges: 1, Charged: amount, Held: -amount}}
	if twoStage && !f.Once(dial, capture, func(ctx context.Context) error {
		_, err := client.CaptureOrder(ctx, operation)
		return err
	}, over) {
		return
	}
	f.Believes.Charges, f.Believes.Charged, f.Credited = 1, amount, true
	for _, part := range f.Parts(amount) {
		claimed := rig.Moved{Book: rig.Book{Refunds: 1, Refunded: part}}
		refunded := f.Once(dial, claimed, func(ctx context.Context) error {
			_, err := client.RefundOrder(ctx, vertexapi.RefundOrderRequest{
				ShopID: shop, OrderNumber: f.ID,
				Cost: vertexapi.RefundCost{Amount: new(rig.Money(part)), Currency: new("EUR")},
			})
			return err
		}, func(ctx context.Context, _ error) (bool, error) {
			order, err := ask(ctx)
			return err == nil && vertexRefunds(order) > f.Believes.Refunded, err
		})
		if !refunded {
			return
		}
		f.Believes.Refunds++
		f.Believes.Refunded += part
	}
}

// vertexRefunds adds up what went back.
func vertexRefunds(order *vertexapi.Order) int64 {
	var sum int64
	for i := range order.Payments {
		if p := &order.Payments[i]; p.PaymentType != nil && *p.PaymentType == vertexapi.PaymentTypeRefund {
			sum += rig.Cents(&p.Cost.Amount)
		}
	}
	return sum
}

// vertexReceive takes callbacks: an order is credited once it is completed, and once only.
func vertexReceive(m *rig.Merchant, s *sandbox.Sandbox) (http.Handler, error) {
	s.Vertex.SetCallbacks(m.URL("vertex"), "")
	return vertex.Handler(s.Vertex.WebhookSecret, func(_ context.Context, event *vertex.OrderEvent) error {
		order := &event.Value.Data
		m.Took(event.Key, order.OrderNumber, order.OrderStatus == vertexapi.OrderStatusCompleted)
		return nil
	}, vertex.RejectViolations, vertex.OnFailure(func(_ context.Context, err error) { m.Refused("vertex", err) }))
}
