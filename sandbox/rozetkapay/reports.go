package rozetkapayfake

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// GetPaymentsRequest reports what payers were charged, by card and in parts. It is about no payment: Refuse reaches it
// under the empty identifier.
func (c calls) GetPaymentsRequest(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.PaymentsReportRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	refused := x.asked("")
	if refused == nil {
		refused = period(body.DateFrom, body.DateTo, 0)
	}
	for _, name := range body.Fields {
		if refused == nil && !slices.Contains(reportFields(), name) {
			refused = newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidData, "fields")
		}
	}
	all := body.Scope != nil && *body.Scope == rozetkapayapi.PaymentsReportScopeAllKeys
	report := rozetkapayapi.PaymentsReportResponse{Payments: []rozetkapayapi.PaymentsReportRow{}}
	for _, h := range x.happened(func(account string) bool { return all || account == x.account(r) }) {
		if h.takes && h.within(body.DateFrom, body.DateTo) {
			report.Payments = append(report.Payments, only(h.payment(), body.Fields))
		}
	}
	x.reply(w, r, "", report, refused)
}

// GetTransactionsRequest reports every operation: of card payments, orders in parts and payouts.
func (c calls) GetTransactionsRequest(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.TransactionsReportRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	refused := x.asked("")
	if refused == nil {
		refused = period(body.DateFrom, body.DateTo, 14)
	}
	report := rozetkapayapi.TransactionsReportResponse{Transactions: []rozetkapayapi.TransactionsReportRow{}}
	for _, h := range x.happened(func(account string) bool { return account == x.account(r) }) {
		if h.within(body.DateFrom, body.DateTo) &&
			(body.OperationTypes == nil || slices.Contains(body.OperationTypes, h.operation)) &&
			(body.Statuses == nil || slices.Contains(body.Statuses, h.status)) {
			report.Transactions = append(report.Transactions, h.transaction())
		}
	}
	x.reply(w, r, "", report, refused)
}

// period is what is wrong with a period of at most so many days, which begins at most 90 days ago; 0 is any period.
// Statuses and codes are inferred.
func period(from, to strictpay.Date, days int) *refusal {
	start, end := from.In(time.UTC), to.In(time.UTC)
	switch {
	case end.Before(start), days > 0 && end.After(start.AddDate(0, 0, days)):
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidData, "date_to")
	case days > 0 && start.Before(now().Truncate(24*time.Hour).AddDate(0, 0, -90)):
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidData, "date_from")
	}
	return nil
}

func (h *happening) within(from, to strictpay.Date) bool {
	return !h.created.Before(from.In(time.UTC)) && h.created.Before(to.In(time.UTC).AddDate(0, 0, 1))
}

// payment is the row of a report of payments.
func (h *happening) payment() rozetkapayapi.PaymentsReportRow {
	nothing := strictpay.MustDecimal("0")
	row := rozetkapayapi.PaymentsReportRow{
		Amount: h.amount, Currency: &h.currency, Description: h.description, ExternalID: &h.externalID,
		UnifiedExternalID: h.unifiedExternalID, InternalCommission: &nothing, PayerExternalFee: &nothing,
		PaymentID: &h.orderID, PaymentMethod: &h.way, PaymentPayParts: h.parts,
		PaymentType:  new(string(h.operation)),
		PayoutAmount: h.amount, ProcessingDate: h.processedAt(), PayoutDate: h.processedAt(),
		ProjectName: new("Sandbox project"), ClientEmail: h.email, ClientFirstName: h.first,
		ClientLastName: h.last, ClientPatronym: h.patronym,
	}
	if h.card.number != "" {
		row.CardPAN, row.PaymentSystem = new(strictpay.NewSecret(h.card.mask())), new(h.card.scheme())
	}
	return row
}

// transaction is the row of a report of transactions.
func (h *happening) transaction() rozetkapayapi.TransactionsReportRow {
	nothing := strictpay.MustDecimal("0")
	row := rozetkapayapi.TransactionsReportRow{
		OrderID: &h.orderID, TransactionID: h.transactionID, ExternalID: &h.externalID,
		UnifiedExternalID: h.unifiedExternalID, OperationType: new(string(h.operation)),
		Status: new(string(h.status)), PaymentMethod: &h.way, ProjectName: new("Sandbox project"),
		OrderDescription: h.description, PayerIP: h.ip, OriginalAmount: h.amount, PayerAmount: h.amount,
		Currency: &h.currency, PayerFee: &nothing, MerchantFee: &nothing, AuthCode: h.authCode, RRN: h.rrn,
		CreatedAt: new(h.created.Format(time.DateTime)), ProcessedAt: h.processedAt(),
	}
	if h.card.number != "" {
		row.PayerCardMask, row.BinPaymentSystem = new(h.card.mask()), new(h.card.scheme())
		row.PayerBankName, row.BinCountryDigitCode = new("Sandbox bank"), new("804")
	}
	return row
}

// processedAt is written as the fake writes all times of reports; days are those of UTC. Neither is documented.
func (h *happening) processedAt() *string {
	if h.processed == nil {
		return nil
	}
	return new(h.processed.Format(time.DateTime))
}

// only leaves a row the members that are wanted, all where none is named.
func only(row rozetkapayapi.PaymentsReportRow, wanted []string) rozetkapayapi.PaymentsReportRow {
	if len(wanted) == 0 {
		return row
	}
	var written map[string]json.RawMessage
	_ = json.Unmarshal(row.AppendJSON(nil), &written) // what a model writes is an object
	kept := map[string]json.RawMessage{}
	for _, name := range wanted {
		if value, there := written[name]; there {
			kept[name] = value
		}
	}
	text, _ := json.Marshal(kept)
	left := new(rozetkapayapi.PaymentsReportRow)
	_ = jsonread.ReadInto(text, left)
	return *left
}

// reportFields are the names of the members of a row of payments.
func reportFields() []string {
	return []string{
		"amount", "card_pan", "currency", "description", "external_id", "unified_external_id", "internal_commission",
		"payer_external_fee", "payment_id", "payment_method", "payment_pay_parts", "payment_system", "payment_type",
		"payout_amount", "payout_date", "processing_date", "project_name", "client_email", "client_first_name",
		"client_last_name", "client_patronym",
	}
}

// reportExamples are reports of a fresh fake, of the two weeks until today.
func reportExamples() []fake.Example {
	set := map[string]string{
		"date_from": now().AddDate(0, 0, -13).Format(time.DateOnly), "date_to": now().Format(time.DateOnly),
	}
	return []fake.Example{
		{Operation: "getPaymentsRequest", Set: set}, {Operation: "getTransactionsRequest", Set: set},
	}
}
