// Package koshelek is a client of Koshelek Pay: the cash desk charges the wallet app of a customer whose loyalty card
// it has scanned.
//
//	client, err := koshelek.New(koshelek.Production+partner, login, password)
//	started, err := client.Checkout(ctx, token, request)
//	outcome, err := client.Follow(ctx, koshelek.FollowRequest{TransactionID: started.TransactionID, StoreID: store, TerminalID: desk})
//	if outcome.End == koshelek.EndAccepted { ... }
//
// [Client.Follow] asks for the outcome the way the provider wants to be asked, and cancels what does not end in time.
// [Handler] takes the outcome where Koshelek can reach the merchant. Refused requests and refunds are errors
// ([Error]); a state that is asked for is a value, whose Refusal says why a payment was rejected. [Tip] is what the
// operator of the desk is told. Amounts are whole kopecks. A call that was given no requestId makes one and keeps it
// over its attempts: a repeat is answered as the first was. [Client.Resolve] asks what became of a cancellation or
// refund whose outcome is unknown; a checkout is repeated with its RequestID, see [ErrRepeatCheckout].
//
// Documentation: https://developers.koshelek.app/en/cm_pay_api/pay_api_1_2_1
package koshelek
