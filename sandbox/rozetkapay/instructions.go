package rozetkapayfake

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/rozetkapayserver"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// An instructionState is a payment instruction.
type instructionState struct {
	account, batch string
	id, projectID  string
	number         string
	currency       string
	order          rozetkapayapi.PaymentInstructionOrder
	status         string
}

// The statuses of payment instructions. The API tells none; these are the fake's own.
const (
	instructionOpen     = "open"
	instructionPaid     = "paid"
	instructionDeclined = "declined"
)

// instructionPath is where the pages of instructions are.
const instructionPath = "/instructions/"

// ProjectOf is the id of the project that a key of PaymentInstructionOrder belongs to. The fake knows every key.
func ProjectOf(apiKey string) string { return madeUUID("project " + apiKey) }

// madeUUID is the same UUID for the same text.
func madeUUID(text string) string {
	sum := sha256.Sum256([]byte(text))
	sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// CreatePaymentInstructions makes an instruction for each order. An order that has one already, or that comes twice, is
// refused, which is inferred.
func (c calls) CreatePaymentInstructions(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CreatePaymentInstructionsRequest
	if !x.read(w, r, &body) {
		return
	}
	about := valueOf(body.BatchExternalID)
	if about == "" {
		about = body.Orders[0].ExternalID
	}
	x.mu.Lock()
	refused := x.asked(about)
	seen := map[string]bool{}
	for i := range body.Orders {
		id := body.Orders[i].ExternalID
		if refused == nil && (seen[id] || x.instructionOf(id) != nil) {
			refused = newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeOrderIsDuplicated, "orders.external_id")
		}
		seen[id] = true
	}
	if refused != nil {
		x.reply(w, r, about, nil, refused)
		return
	}
	x.reply(w, r, about, x.newInstructions(x.account(r), &body), nil)
}

// newInstructions makes instructions known. The lock is held.
func (x *Server) newInstructions(
	account string, body *rozetkapayapi.CreatePaymentInstructionsRequest,
) rozetkapayapi.PaymentInstructionsResult {
	batch := madeUUID("batch " + x.number())
	page := x.URL + instructionPath + batch
	result := rozetkapayapi.PaymentInstructionsResult{
		Currency: &body.Currency, BatchExternalID: body.BatchExternalID, BatchURL: &page,
		BatchDownloadURL: new(page + "/file"),
	}
	for _, order := range body.Orders {
		number := x.number()
		i := &instructionState{
			account: account, batch: batch, id: madeUUID("instruction " + number), projectID: ProjectOf(order.APIKey),
			number: number, currency: body.Currency, order: order, status: instructionOpen,
		}
		x.instructions[i.id], x.instructed[order.ExternalID] = i, i
		result.Instructions = append(result.Instructions, *x.shown(i))
	}
	return result
}

// shown is an instruction as answers have it.
func (x *Server) shown(i *instructionState) *rozetkapayapi.PaymentInstruction {
	page := x.URL + instructionPath + i.id
	return &rozetkapayapi.PaymentInstruction{
		ID: &i.id, ExternalID: &i.order.ExternalID, ProjectID: &i.projectID,
		Number: new(strictpay.MustDecimal(i.number)), URL: &page, DownloadURL: new(page + "/file"),
	}
}

// instructionOf is the instruction of an order, nil where it has none. The lock is held.
func (x *Server) instructionOf(externalID string) *instructionState { return x.instructed[externalID] }

// DeclinePaymentInstruction declines an instruction for whoever knows its id and that of its project. It leads to the
// page of the instruction, which is the fake's choice, as the codes of the refusals are.
func (c calls) DeclinePaymentInstruction(
	w http.ResponseWriter, r *http.Request, params rozetkapayserver.DeclinePaymentInstructionParams,
) {
	x := c.Server
	id := params.PaymentInstructionID
	x.mu.Lock()
	refused := x.asked(id)
	i := x.instructions[id]
	switch {
	case refused != nil:
	case i == nil || i.projectID != params.ProjectID:
		refused = newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, "payment_instruction_id")
	case i.status == instructionDeclined:
		refused = newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionAlreadyDone, "")
	case i.status != instructionOpen:
		refused = newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionNotAllowed, "")
	}
	if refused != nil {
		x.reply(w, r, id, nil, refused)
		return
	}
	i.status = instructionDeclined
	x.mu.Unlock()
	if !fault(w, r, id) {
		w.Header().Set("Location", x.URL+instructionPath+url.PathEscape(id))
		w.WriteHeader(http.StatusFound)
	}
}

// showInstruction is the page of an instruction, or of a batch of them, and what stands for its file.
func (x *Server) showInstruction(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	var text []byte
	x.mu.Lock()
	for _, i := range sortedInstructions(x.instructions) {
		if i.id == id || i.batch == id {
			text = fmt.Appendf(text, "Payment instruction %s over %s %s: %s\n", i.number, i.order.Amount, i.currency,
				i.status)
		}
	}
	x.mu.Unlock()
	status := http.StatusOK
	if text == nil {
		status, text = http.StatusNotFound, []byte("no such payment instruction\n")
	}
	fake.Answer(w, status, "text/plain; charset=utf-8", text)
}

// books are those of one instruction. The lock is held.
func (i *instructionState) books() fake.Books {
	zero := fake.Amount(decimal.Zero)
	books := fake.Books{Held: zero, Charged: zero, Canceled: zero, Refunded: zero}
	if i.status == instructionPaid {
		books.Payments, books.Charges, books.Charged = 1, 1, i.order.Amount
	}
	return books
}
