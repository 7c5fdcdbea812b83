package rozetkapay_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// daysFromNow is a day of UTC.
func daysFromNow(days int) strictpay.Date {
	return strictpay.MustDate(time.Now().UTC().AddDate(0, 0, days).Format(time.DateOnly))
}

// Reports tell what happened: here a payment that is held, taken and refunded in part, one that is declined, an order
// in parts and a payout.
func TestReportsTellWhatHappened(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	held := payment("reported", byToken(rozetkapayfake.TokenSuccess))
	held.Confirm = new(false)
	if _, err := client.CreatePayment(ctx, held); err != nil {
		t.Fatal(err)
	}
	if _, err := client.ConfirmPayment(ctx, rozetkapayapi.ConfirmPaymentRequest{ExternalID: "reported"}); err != nil {
		t.Fatal(err)
	}
	refund := rozetkapayapi.CancelPaymentRequest{ExternalID: "reported", Amount: new(strictpay.MustDecimal("500"))}
	if _, err := client.RefundPayment(ctx, refund); err != nil {
		t.Fatal(err)
	}
	_, err := client.CreatePayment(ctx, payment("reported, no", byToken(rozetkapayfake.TokenReject)))
	refused(t, err, http.StatusOK, "transaction_rejected")
	parts := order("reported, parts", rozetkapayfake.PhoneNoPage)
	parts.AutoConfirmAfterSuccess = new(true)
	if _, err := client.PayPartsCreateOrder(ctx, parts); err != nil {
		t.Fatal(err)
	}
	if _, err := client.CreatePayout(ctx, payout("reported, out", "10", rozetkapayfake.CardSuccess)); err != nil {
		t.Fatal(err)
	}
	transactions := func(kinds []rozetkapayapi.ReportOperationType, statuses []rozetkapayapi.ReportStatus) string {
		t.Helper()
		report, err := client.GetTransactionsRequest(ctx, rozetkapayapi.TransactionsReportRequest{
			DateFrom: daysFromNow(-1), DateTo: daysFromNow(0), OperationTypes: kinds, Statuses: statuses,
		})
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, row := range report.Transactions {
			if id := *row.ExternalID; strings.HasPrefix(id, "reported") {
				list = append(list, strings.TrimPrefix(id, "reported")+" "+*row.OperationType+" "+*row.Status+" "+
					row.OriginalAmount.String())
			}
		}
		return strings.Join(list, "; ")
	}
	all := transactions(nil, nil)
	for _, want := range []string{
		" auth Success 1500.50", " capture Success 1500.5", " refund Success 500", ", no purchase Rejected 1500.50",
		", parts create Success", ", out payout Success 10",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q lacks %q", all, want)
		}
	}
	if got := transactions([]rozetkapayapi.ReportOperationType{rozetkapayapi.ReportOperationTypePurchase},
		[]rozetkapayapi.ReportStatus{rozetkapayapi.ReportStatusRejected}); got != ", no purchase Rejected 1500.50" {
		t.Errorf("of what was asked for: %q", got)
	}
	paid, err := client.GetPaymentsRequest(ctx, rozetkapayapi.PaymentsReportRequest{
		DateFrom: daysFromNow(-1), DateTo: daysFromNow(0),
		Fields: []string{"external_id", "amount", "payment_pay_parts"},
	})
	if err != nil {
		t.Fatal(err)
	}
	charged := map[string]string{}
	for _, row := range paid.Payments {
		if row.Currency != nil || row.CardPAN != nil {
			t.Errorf("a member that was not asked for: %v", row)
		}
		charged[*row.ExternalID] = row.Amount.String()
	}
	for _, id := range []string{"reported", "reported, parts"} {
		if books := s.Books(id); !strictpay.MustDecimal(charged[id]).Equal(books.Charged) {
			t.Errorf("%s: %s reported, %s in the books", id, charged[id], books.Charged)
		}
	}
	if charged["reported, no"] != "" || charged["reported, out"] != "" {
		t.Errorf("%v", charged)
	}
}

func TestReportsOfWhomAndWhen(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	ctx := t.Context()
	child := client.OnBehalfOf("sandbox-child")
	body := payment("of the child", byToken(rozetkapayfake.TokenSuccess))
	body.Confirm = nil
	if _, err := child.CreatePayment(ctx, body); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		client   *rozetkapay.Client
		scope    *rozetkapayapi.PaymentsReportScope
		reported bool
	}{
		{client, nil, false}, {child, nil, true}, {client, new(rozetkapayapi.PaymentsReportScopeAllKeys), true},
		{client, new(rozetkapayapi.PaymentsReportScopeCurrentLogin), false},
	} {
		report, err := c.client.GetPaymentsRequest(ctx, rozetkapayapi.PaymentsReportRequest{
			DateFrom: daysFromNow(-1), DateTo: daysFromNow(1), Scope: c.scope,
		})
		if err != nil {
			t.Fatal(err)
		}
		reported := false
		for _, row := range report.Payments {
			reported = reported || *row.ExternalID == "of the child"
		}
		if reported != c.reported {
			t.Errorf("scope %v: reported %v", c.scope, reported)
		}
	}
	for _, c := range []struct{ from, to int }{{0, -1}, {-15, 0}, {-91, -89}} {
		_, err := client.GetTransactionsRequest(ctx, rozetkapayapi.TransactionsReportRequest{
			DateFrom: daysFromNow(c.from), DateTo: daysFromNow(c.to),
		})
		refused(t, err, http.StatusBadRequest, "invalid_data")
	}
	_, err := client.GetPaymentsRequest(ctx, rozetkapayapi.PaymentsReportRequest{
		DateFrom: daysFromNow(-1), DateTo: daysFromNow(1), Fields: []string{"no_such_member"},
	})
	refused(t, err, http.StatusBadRequest, "invalid_data")
}

func TestReportPeriods(t *testing.T) {
	t.Parallel()
	for days, want := range map[[2]string]string{
		{"2026-11-01", "2026-11-01"}: "2026-11-01 2026-11-01",
		{"2026-11-01", "2026-11-14"}: "2026-11-01 2026-11-14",
		{"2026-10-20", "2026-11-20"}: "2026-10-20 2026-11-02, 2026-11-03 2026-11-16, 2026-11-17 2026-11-20",
		{"2026-11-02", "2026-11-01"}: "",
	} {
		var list []string
		for _, p := range rozetkapay.ReportPeriods(strictpay.MustDate(days[0]), strictpay.MustDate(days[1])) {
			list = append(list, p.From.String()+" "+p.To.String())
		}
		if got := strings.Join(list, ", "); got != want {
			t.Errorf("%v: %s, want %s", days, got, want)
		}
	}
	if got := rozetkapay.ReportPeriods(strictpay.Date{}, strictpay.MustDate("2026-11-01")); got != nil {
		t.Errorf("without a first day: %v", got)
	}
}
