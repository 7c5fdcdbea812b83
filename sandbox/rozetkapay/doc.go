// Package rozetkapayfake is RozetkaPay as a fake for tests: orders paid in parts, payments by card and without one,
// wallets, payouts and subscriptions, with their operations, banks, rate limits, and signed callbacks. sandbox.New
// starts it with the others; New makes one to be served elsewhere.
//
// What a test does to an order paid in parts has a plain name: Decline, Refund. What it does to anything else names it:
// DeclinePayment, RefundAlternativePayment. The person who pays is the Customer of such an order, as the documents call
// them, and the Payer everywhere else: CustomerSigns, PayerPays, PayerConfirmsSubscription.
package rozetkapayfake
