// Package rozetkapay is a client of RozetkaPay PayParts: payment in instalments at Ukrainian banks.
//
//	client, err := rozetkapay.New(rozetkapay.Production, login, password)
//	result, err := client.PayPartsCreateOrder(ctx, order)
//	if errors.Is(err, strictpay.ErrRefused) { ... } // also where the bank said no with HTTP 200
//
// An order is created, signed by the customer, confirmed by the merchant unless that happens by itself, and refunded
// or, before its confirmation, cancelled. What the customer does is told by a callback, see [Handler]; amounts are in
// main units (hryvnias) and exact, see [strictpay.Decimal].
//
// Contract: https://docs.rozetkapay.com/openapi.json
package rozetkapay
