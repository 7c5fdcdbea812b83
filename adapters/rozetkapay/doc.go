// Package rozetkapay is a client of RozetkaPay: payments in instalments at Ukrainian banks (PayParts), by card, at
// terminals and by Polish methods, wallets, payouts, and subscriptions.
//
//	client, err := rozetkapay.New(rozetkapay.Production, login, password)
//	result, err := client.PayPartsCreateOrder(ctx, order)
//	if errors.Is(err, strictpay.ErrRefused) { ... } // also where the bank said no with HTTP 200
//
// Amounts are in main units (hryvnias) and exact, see [strictpay.Decimal]; only payments at terminals have minor units.
// [Handler] takes the callbacks of one kind of payment: the event that its function takes says which. Methods whose
// names begin with Follow ask until nothing more is expected, those that begin with Resolve after an unknown outcome.
//
// # Orders in instalments
//
// An order is created, signed by the customer, confirmed by the merchant unless that happens by itself, and refunded
// or, before its confirmation, cancelled. A callback reports what the customer does.
//
//   - Operations: PayPartsCreateOrder, PayPartsConfirmOrder, PayPartsCancelOrder, PayPartsRefund, PayPartsRetryRefund,
//     PayPartsCancelRefund, PayPartsOperationInfo, PayPartsRequestInfo, PayPartsGetBanksInfo, ResendPayPartsCallback
//   - Here: [Client.FollowOrder], [Client.FollowOperation], [Client.Resolve], [OrderEvent]
//
// # Card payments
//
// [PayByCard] and its like say what is paid with; if the money goes to a person, [SendToCard] and its like say where.
// [ActionOf] says where the payer has to be sent, [PaidWith] which card it was. Where a payment only holds the money,
// ConfirmPayment takes it and CancelPayment releases it, both also in part. A payment with init_recurrent_payment gives
// a recurrent_id, with which CreateRecurrentPayment charges again.
//
//   - Operations: CreatePayment, CreateRecurrentPayment, ConfirmPayment, CancelPayment, RefundPayment, RetryRefund,
//     CancelRefund, PaymentInfo, CardLookup, GetPaymentReceipt, ResendCallback; GetP2PLimits tells what a recipient may
//     still get
//   - Here: [Client.FollowPayment], [Client.ResolvePayment], [PaymentEvent]
//
// # Batches
//
// A batch takes the money of several orders at once; each order is a card payment. [BatchFailures] are the orders that
// an answer reports as failed, which is no error of the call.
//
//   - Operations: CreateBatchPayment, ConfirmBatchPayment, CancelBatchPayment
//   - Here: [Client.ResolveBatch], [PaymentEvent]
//
// # Wallets
//
// AddCustomerPayment puts a card into a customer's wallet: [SaveByToken] and [SaveByWidget] name the card. A payment is
// made with it by [PayByWallet] once it is confirmed.
//
//   - Operations: AddCustomerPayment, GetCustomerInfoAndWallet, GetCustomerWalletItem,
//     GetCustomerWalletConfirmationStatus, SetDefaultCard, DeleteCustomerPayment
//   - Here: [Client.FollowCard], [CardEvent]
//
// # Alternative payments
//
// Polish payments that are made without a card: blik, leasing and bank transfers.
//
//   - Operations: CreateAlternativePayment, AlternativePaymentRefund, AlternativePaymentOperationInfo,
//     AlternativePaymentRequestInfo, ResendAlternativePaymentCallback
//   - Here: [Client.FollowAlternativePayment], [Client.ResolveAlternativePayment], [OrderEvent]
//
// # In-store payments
//
// CreateInStorePayment announces a payment at a terminal, ConfirmInStorePayment reports how it ended. [MinorUnits]
// writes their amounts. The document has no callbacks of them.
//
//   - Operations: CreateInStorePayment, ConfirmInStorePayment, RefundInStorePayment, GetInStorePaymentInfo
//   - Here: [Client.ResolveInStorePayment]
//
// # Payment instructions
//
// Papers by which orders are paid, each with a page and a file. DeclinePaymentInstruction is the link by which one is
// declined: it is sent without credentials, and the redirect that answers it is not followed. Nothing can be asked
// about them.
//
//   - Operations: CreatePaymentInstructions, DeclinePaymentInstruction
//
// # Payouts
//
// CreatePayout sends money to a card, or has it collected in cash, which CancelCashPayout can still stop.
//
//   - Operations: CreatePayout, CancelCashPayout, GetPayoutTransactionStatus, GetMerchantAccountBalance,
//     ResendPayoutCallback
//   - Here: [Client.FollowPayout], [Client.ResolvePayout], [PayoutEvent]
//
// # Subscriptions
//
// CreatePlan and CreateSubscription let the provider charge a customer by itself; a [SubscriptionEvent] reports each
// charge. [SubscriptionPayByToken] and its like name what later payments are made with.
//
//   - Operations: CreatePlan, GetPlans, GetPlan, UpdatePlan, DeactivatePlan, CreateSubscription, GiftSubscription,
//     GetSubscriptions, GetSubscription, GetSubscriptionPayments, UpdateSubscription, UpdateSubscriptionPaymentMethod,
//     DeactivateSubscription, CancelCustomerSubscription
//   - Here: [Client.FollowSubscription], [Client.ResolveSubscription], [SubscriptionEvent]
//
// # Reports and accounts
//
// ValidateMerchantKeys tries the credentials. GetPaymentsRequest and GetTransactionsRequest report what happened in
// periods that [ReportPeriods] makes. MerchantStatus, FeeDetails and TransactionDetails are for partners.
//
// Contract: https://docs.rozetkapay.com/openapi.json
package rozetkapay
