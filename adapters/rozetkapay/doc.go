// Package rozetkapay is a client of RozetkaPay: payment in instalments at Ukrainian banks (PayParts) and by
// card, wallets, payouts, and subscriptions.
//
//	client, err := rozetkapay.New(rozetkapay.Production, login, password)
//	result, err := client.PayPartsCreateOrder(ctx, order)
//	if errors.Is(err, strictpay.ErrRefused) { ... } // also where the bank said no with HTTP 200
//
// An order in parts is created, signed by the customer, confirmed by the merchant unless that happens by itself, and
// refunded or, before its confirmation, cancelled. What the customer does is told by a callback, see [Handler]; amounts
// are in main units (hryvnias) and exact, see [strictpay.Decimal].
//
// A card payment is made by CreatePayment: [PayByCard] and its like name what is paid with, [ActionOf] says where the
// payer has to be sent. Where it only holds the money, ConfirmPayment takes it and CancelPayment releases it, both also
// in part. A payment with init_recurrent_payment gives a recurrent_id, with which CreateRecurrentPayment charges again.
//
// CreateBatchPayment takes the money of several orders at once; [BatchFailures] are the orders that an answer tells the
// failure of, which is no error of the call.
//
// CreateAlternativePayment takes Polish payments that are made without a card: blik, leasing and bank transfers.
//
// CreateInStorePayment announces a payment at a terminal, ConfirmInStorePayment reports how it ended. [MinorUnits]
// writes their amounts.
//
// AddCustomerPayment puts a card into a customer's wallet, from which [PayByWallet] pays; [Client.FollowCard] waits
// until it is confirmed.
//
// CreatePayout sends money to a card, or has it collected in cash, which CancelCashPayout can still stop.
//
// CreatePlan and CreateSubscription let the provider charge a customer by itself; a [SubscriptionEvent] tells each
// charge.
//
// ValidateMerchantKeys tries the credentials; reports tell what happened in periods that [ReportPeriods] makes.
//
// Contract: https://docs.rozetkapay.com/openapi.json
package rozetkapay
