package koshelek_test

//lint:file-ignore SA1019 the deprecated mode is tested as well

import (
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
)

func availability(session, orderID string) koshelekapi.AvailabilityTaskRequest {
	return koshelekapi.AvailabilityTaskRequest{CardSession: strictpay.NewSecret(session), StoreID: store,
		CheckoutInvoice: bill(orderID, total), User: koshelekapi.User{LoyaltyID: "9000000000017"}}
}

func TestCreateAvailabilityTask(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	answer := must(c.CreateAvailabilityTask(t.Context(), token, availability("K7Q2ZD", "A-1")))(t)
	if answer.AvailabilityTask != nil || answer.AvailabilityList == nil {
		t.Fatalf("expected a list: %+v", answer)
	}
	if list := answer.AvailabilityList.PaymentTypeAvailabilityInfoList; len(list) != 2 ||
		list[0].PaymentType != "SBP" || !list[0].Available || list[1].Available {
		t.Errorf("list: %+v", list)
	}
	if !answer.AvailabilityList.KoshelekPayIsDefault {
		t.Error("the default way to pay got lost")
	}
	s.SetAvailability(koshelekapi.AvailabilityList{
		PaymentTypeAvailabilityInfoList: []koshelekapi.PaymentTypeAvailabilityInfo{
			{PaymentType: "NEW_BANK", Available: true},
		},
	})
	answer = must(c.CreateAvailabilityTask(t.Context(), token, availability("K7Q2ZD", "A-1")))(t)
	if list := answer.AvailabilityList.PaymentTypeAvailabilityInfoList; len(list) != 1 ||
		list[0].PaymentType != "NEW_BANK" {
		t.Errorf("the list of providers is not closed: %+v", list)
	}
}

func TestAvailabilityInTheDeprecatedMode(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	s.AnswerAsynchronously(true)
	var info strictpay.Info
	answer := must(c.CreateAvailabilityTask(t.Context(), token, availability("K7Q2ZD", "A-1"),
		strictpay.WithInfo(&info)))(t)
	task := answer.AvailabilityTask
	if task == nil || answer.AvailabilityList != nil || info.Status != 201 || task.Timeout <= 0 {
		t.Fatalf("expected a task: %+v, HTTP %d", answer, info.Status)
	}
	if at := info.Header().Get("Location"); at != "/api/v1/merchant/availability-info/"+task.AvailabilityInfoID {
		t.Errorf("Location %q", at)
	}
	running := must(c.GetAvailability(t.Context(), task.AvailabilityInfoID))(t)
	if running.ComputationComplete || running.PollingTimeout == nil || running.PaymentTypeAvailabilityInfoList != nil {
		t.Errorf("running: %+v", running)
	}
	ready := must(c.GetAvailability(t.Context(), task.AvailabilityInfoID))(t)
	if !ready.ComputationComplete || len(ready.PaymentTypeAvailabilityInfoList) != 2 ||
		ready.KoshelekPayIsDefault == nil {
		t.Errorf("ready: %+v", ready)
	}
	_, err := c.GetAvailability(t.Context(), "no-such-task")
	if refusal := refusalOf(t, err); refusal.Status != 422 || refusal.Code != "UNKNOWN_SESSION_ID" {
		t.Errorf("unknown task: %v", err)
	}
}

func TestLifeOfAPayment(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	s.HoldRefunds(true)
	started := must(c.Checkout(t.Context(), token, checkout("K7Q2ZD", "A-1")))(t)
	id := started.TransactionID
	if started.Status != koshelekapi.TransactionStatusNew || started.RequestID == "" || started.Slip != nil {
		t.Fatalf("started: %+v", started)
	}
	status := func(want koshelekapi.TransactionStatus) *koshelekapi.TransactionState {
		t.Helper()
		state := must(c.TransactionStatus(t.Context(), question(id)))(t)
		if state.Status != want || state.TransactionID != id || state.Refusal() != nil {
			t.Fatalf("expected the status %q: %+v", want, state)
		}
		return state
	}
	status("new")
	if err := s.Begin(id); err != nil {
		t.Fatal(err)
	}
	status("pending")
	if err := s.Pay(id); err != nil {
		t.Fatal(err)
	}
	state := status("accepted")
	if slip := state.Slip; slip == nil || slip.TotalAmount != total || slip.OrderID != "A-1" || slip.QRCID == nil ||
		slip.KZO == nil || *slip.TerminalID != desk || slip.RefundTransactionID != nil {
		t.Errorf("slip: %+v", slip)
	}
	if *state.PaymentGroup != koshelekapi.PaymentGroupSBP || state.PaymentProvider != nil {
		t.Errorf("group: %+v", state)
	}
	part := must(c.RefundTransaction(t.Context(), token, refund(id, 17480)))(t)
	if part.RefStatus != koshelekapi.RefStatusNew || part.Status != koshelekapi.TransactionStatusRefunding ||
		part.Refusal() != nil {
		t.Fatalf("part: %+v", part)
	}
	status("refunding")
	_, err := c.RefundTransaction(t.Context(), token, refund(id, 1))
	second, ok := strictpay.ValueIn[koshelekapi.RefundResult](err)
	if !ok || refusalOf(t, err).Code != "PAYMENT_TRANSACTION_IS_BEING_REFUNDED_ALREADY" ||
		second.RefStatus != koshelekapi.RefStatusRejected {
		t.Errorf("one refund at a time: %v", err)
	}
	if err := s.Settle(part.RefTransactionID); err != nil {
		t.Fatal(err)
	}
	state = status("partial_refunded")
	if state.RefStatus == nil || *state.RefStatus != koshelekapi.RefStatusAccepted ||
		*state.RefTransactionID != part.RefTransactionID || state.Slip.TotalAmount != 17480 ||
		*state.Slip.RefundTransactionID != part.RefTransactionID {
		t.Errorf("refund in part: %+v", state)
	}
	s.HoldRefunds(false)
	rest := must(c.RefundTransaction(t.Context(), token, refund(id, total-17480)))(t)
	if rest.Status != koshelekapi.TransactionStatusRefunded || !rest.RefStatus.Succeeded() || rest.Slip == nil {
		t.Errorf("rest: %+v", rest)
	}
	status("refunded")
	if books := s.Books("A-1"); books.Payments != 1 || books.Charges != 1 || !books.Refunded.Equal(books.Charged) {
		t.Errorf("books: %+v", books)
	}
}

func TestRefundThatTheBankDeclines(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	s.HoldRefunds(true)
	id := paid(t, s, c, "K7Q2ZD", "A-1")
	result := must(c.RefundTransaction(t.Context(), token, refund(id, total)))(t)
	if err := s.SettleDeclined(result.RefTransactionID, koshelekapi.ErrorCodePaymentTransactionIsNotPaid); err != nil {
		t.Fatal(err)
	}
	state := must(c.TransactionStatus(t.Context(),
		koshelekapi.TransactionStatusRequest{RefTransactionID: &result.RefTransactionID}))(t)
	if *state.RefStatus != koshelekapi.RefStatusRejected || state.Status != koshelekapi.TransactionStatusAccepted ||
		state.Refusal() == nil {
		t.Errorf("asked for the refund: %+v", state)
	}
	if koshelek.ContextOf(state) != koshelek.ContextRefund {
		t.Error("the state of a refund is in the refund's context")
	}
	payment := must(c.TransactionStatus(t.Context(), question(id)))(t)
	if payment.Refusal() != nil || payment.Status != koshelekapi.TransactionStatusAccepted ||
		koshelek.ContextOf(payment) != koshelek.ContextPayment {
		t.Errorf("asked for the payment: %+v", payment)
	}
	if books := s.Books("A-1"); books.Refunds != 0 {
		t.Errorf("books: %+v", books)
	}
}

func TestSendReceipt(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	id := paid(t, s, c, "K7Q2ZD", "A-1")
	request := receipt(t, id)
	must(c.SendReceipt(t.Context(), request))(t)
	if kept := s.Receipts(id); len(kept) != 1 || kept[0].ReceiptID != request.Invoice.ReceiptID ||
		!kept[0].DateTime.Equal(request.Invoice.DateTime) || *kept[0].QR != *request.Invoice.QR {
		t.Errorf("receipts: %d", len(kept))
	}
	_, err := c.SendReceipt(t.Context(), receipt(t, "5eed0000-0000-4000-8000-000000000404"))
	if !errors.Is(err, koshelek.ErrNotFound) || refusalOf(t, err).Operation != "sendReceipt" {
		t.Errorf("unknown transaction: %v", err)
	}
}

func TestCancelTransaction(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	for _, of := range []struct {
		status koshelekapi.TransactionStatus
		grant  koshelekapi.RefStatus
		after  koshelekapi.TransactionStatus
	}{
		{"new", "accepted", "canceled"}, {"pending", "accepted", "canceled"}, {"canceled", "rejected", "canceled"},
		{"rejected", "rejected", "rejected"},
		{"accepted", "rejected", "accepted"}, {"refunding", "rejected", "refunding"},
		{"refunded", "rejected", "refunded"}, {"partial_refunded", "rejected", "partial_refunded"},
	} {
		id := s.Seeded(of.status)
		result, err := c.CancelTransaction(t.Context(), cancel(id))
		if refused := of.grant == koshelekapi.RefStatusRejected; errors.Is(err, strictpay.ErrRefused) != refused ||
			(err != nil) != refused {
			t.Fatalf("%s: %v", of.status, err)
		} else if refused {
			result, _ = strictpay.ValueIn[koshelekapi.CancelResult](err)
		}
		if result.RefStatus != of.grant || result.Status != of.after || result.TransactionID != id ||
			result.RefTransactionID == "" {
			t.Errorf("%s: %+v", of.status, result)
		}
		if kept, _ := s.GetTransaction(id); kept.Status != of.after {
			t.Errorf("%s: kept %s", of.status, kept.Status)
		}
	}
	_, err := c.CancelTransaction(t.Context(), cancel("5eed0000-0000-4000-8000-000000000404"))
	if !errors.Is(err, koshelek.ErrNotFound) || errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Errorf("unknown transaction: %v", err)
	}
}
