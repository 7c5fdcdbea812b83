package vertex_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

func TestPayouts(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	var info strictpay.Info
	made := must(client.CreatePayout(t.Context(), newPayout("salary-1"), strictpay.WithInfo(&info)))(t)
	if info.Status != http.StatusCreated || *made.Data.PayoutNumber != "salary-1" {
		t.Errorf("got %v with HTTP %d", made, info.Status)
	}
	get := func() vertexapi.Payout {
		t.Helper()
		return must(client.RetrievePayoutStatus(t.Context(), 115, "salary-1"))(t).Data
	}
	if p := get(); p.PayoutStatus != "in_progress" || p.Purpose != "Salary" || p.Cost.Amount.String() != "75.00" ||
		*p.Region != "DE" || p.PayoutPaidAt != nil {
		t.Errorf("new: %v", p)
	}
	step(t, s.FailPayout("salary-1"))
	if p := get(); p.PayoutStatus != "failed" || p.PayoutStatus.Final() || *p.StatusCode != "1-01-01" ||
		len(p.PayoutTransactions) != 1 {
		t.Errorf("failed: %v", p)
	}
	step(t, s.CompletePayout("salary-1"))
	if p := get(); !p.PayoutStatus.Succeeded() || p.PayoutPaidAt == nil || len(p.PayoutTransactions) != 2 {
		t.Errorf("a late result: %v", p)
	}
	if err := s.CompletePayout("salary-1"); !errors.Is(err, fake.ErrState) {
		t.Errorf("paid out twice: %v", err)
	}
	if b := s.Books("salary-1"); b.Payouts != 1 || b.PaidOut.String() != "75" {
		t.Errorf("books %+v", b)
	}
	p, _ := s.GetPayout("salary-1")
	p.ShopID, p.PayoutNumber, p.PayoutStatus = 123, "elsewhere", vertexapi.PayoutStatusReview
	s.PutPayout(p)
	if got := must(client.RetrievePayoutStatus(t.Context(), 123,
		"elsewhere"))(t).Data; got.PayoutStatus != "review" || got.PayoutStatus.Final() ||
		s.Books("elsewhere").Payouts != 0 {
		t.Errorf("put in: %v", got)
	}
	if _, is := s.GetPayout("nobody"); is {
		t.Error("got nobody's payout")
	}
	open := newPayout("salary-2")
	open.ProviderCode, open.InstrumentType = nil, nil
	refusal(t, fail(client.CreatePayout(t.Context(), open)), 400, "401")
	s.PayoutsByPage(true)
	must(client.CreatePayout(t.Context(), open))(t)
}

func TestMethodsAndFields(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	if in := must(client.ListPaymentMethods(t.Context(), shop))(t).Data; len(in) != 3 || in[0].ProviderCode != "alps" ||
		!in[0].InstrumentType.Valid() {
		t.Errorf("payment methods %v", in)
	}
	if out := must(client.ListPayoutMethods(t.Context(), shop))(t).Data; len(out) != 2 ||
		out[0].AcquirerCode != "gcash" {
		t.Errorf("payout methods %v", out)
	}
	s.SetMethods(777, nil, nil)
	if in := must(client.ListPaymentMethods(t.Context(), 777))(t).Data; len(in) != 0 {
		t.Errorf("payment methods of another shop %v", in)
	}
	ask := vertexapi.PayoutFieldsRequest{
		InstrumentType: vertexapi.InstrumentTypeBankTransfer, ProviderCode: "instantbank", AcquirerCode: "instantbank",
		PayoutSettings: vertexapi.PayoutSettings{Region: "DE", Currency: "EUR",
			TransferType: new(vertexapi.TransferTypeSepa)},
	}
	if f := must(client.ListPayoutFields(t.Context(), ask))(t).Data; !bytes.Contains(f.Recipient,
		[]byte("bankTransferData")) || f.Sender != nil {
		t.Errorf("fields %s", f.Recipient)
	}
	ask.PayoutSettings.TransferType = nil
	refusal(t, fail(client.ListPayoutFields(t.Context(), ask)), 412, "412")
	ask.PayoutSettings.TransferType, ask.ProviderCode = new(vertexapi.TransferTypeSepa), "nobody"
	refusal(t, fail(client.ListPayoutFields(t.Context(), ask)), 412, "412")
}

func TestNumbersAreOneOfAKind(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	must(client.CreateOrder(t.Context(), newOrder("same", "10.00")))(t)
	refusal(t, fail(client.CreateOrder(t.Context(), newOrder("same", "10.00"))), 409, "409")
	refusal(t, fail(client.CreatePayout(t.Context(), newPayout("same"))), 409, "409")
	must(client.CreatePayout(t.Context(), newPayout("payout")))(t)
	refusal(t, fail(client.CreateOrder(t.Context(), newOrder("payout", "10.00"))), 409, "409")

	// Many at once: one order, one payment.
	var wg sync.WaitGroup
	var mu sync.Mutex
	made := 0
	for range 16 {
		wg.Go(func() {
			if _, err := client.CreateOrder(context.Background(), newOrder("race", "10.00")); err == nil {
				mu.Lock()
				made++
				mu.Unlock()
				_ = s.Pay("race")
			}
		})
	}
	wg.Wait()
	if b := s.Books("race"); made != 1 || b.Charges != 1 {
		t.Errorf("made %d, books %+v", made, b)
	}
}
