// Package xpayments is the client of X-Payments 1.0 to 3.1, API 1.1 to 1.9: typed calls over sealed messages, the
// browser's way to the card page and back, and the calls from X-Payments to the store.
//
//	client, err := xpayments.NewFromBundle(bundle)      // or New(url, xpayments.Credentials{...})
//	version, err := client.Negotiate(ctx)               // the highest API version both sides speak
//	made, err := client.PaymentInit(ctx, request)       // a token and the payment's txnId
//	form, err := client.CardForm(*made.Token, "")       // sends the buyer's browser to the card page
//	info, err := client.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: *made.TxnID})
//	payment := xpayments.PaymentOf(info)                // one shape for all API versions
//
// Sealing (package seal) is inside the client. It hides a text and proves nothing about who wrote it, so treat the
// certificate as a secret, and let [Client.Handler] read a payment again before it believes a callback.
//
// Capture, void, refund, accept, decline and recharge move money: whatever is no clean answer is
// strictpay.ErrOutcomeUnknown, and [Client.Resolve] asks how it went.
package xpayments
