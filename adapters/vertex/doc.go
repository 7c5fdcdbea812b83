// Package vertex is a client of the Vertex Gateway Merchant API: orders, refunds and payouts over many acquirers.
//
//	client, err := vertex.New(vertex.Stage, token)
//	created, err := client.CreateOrder(ctx, order)                  // Data.PaymentLink is for the payer
//	now, err := client.RetrieveOrderDetails(ctx, 115, "order-1")  // now.Data.OrderStatus.Succeeded()
//
// Captures, cancels and refunds are accepted first and done later: what became of them shows in the order, and in the
// callbacks that [Handler] takes. Amounts are in main units and exact, see strictpay.Decimal. What an order or a
// payout says of its status in X-YY-ZZ is read by [ParseStatusCode]. [Client.Resolve] asks what became of a call whose
// outcome is unknown.
//
// Contract: https://developers.vertexgateway.com/docs
package vertex
