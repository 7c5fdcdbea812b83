package rozetkapayfake

import (
	"cmp"
	"maps"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// PutPaymentInstructions adds instructions on the account of Login, and gives what their creation would be answered. An
// order that has an instruction loses it.
func (x *Server) PutPaymentInstructions(
	request rozetkapayapi.CreatePaymentInstructionsRequest,
) rozetkapayapi.PaymentInstructionsResult {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, order := range request.Orders {
		if i := x.instructionOf(order.ExternalID); i != nil {
			delete(x.instructions, i.id)
		}
	}
	return x.newInstructions(x.Login, &request)
}

// GetPaymentInstruction gives the instruction of an order, by its external_id, with its state: open, paid or declined;
// false if there is none.
func (x *Server) GetPaymentInstruction(externalID string) (
	instruction rozetkapayapi.PaymentInstruction, state string, ok bool,
) {
	x.mu.Lock()
	defer x.mu.Unlock()
	i := x.instructionOf(externalID)
	if i == nil {
		return rozetkapayapi.PaymentInstruction{}, "", false
	}
	return *x.shown(i), i.status, true
}

// PayInstruction is somebody paying by the instruction of an order.
func (x *Server) PayInstruction(externalID string) error {
	return x.endInstruction(externalID, instructionPaid)
}

// DeclineInstruction is somebody opening the link that declines the instruction of an order.
func (x *Server) DeclineInstruction(externalID string) error {
	return x.endInstruction(externalID, instructionDeclined)
}

func (x *Server) endInstruction(externalID, status string) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	i := x.instructionOf(externalID)
	if i == nil {
		return fake.ErrNotFound
	}
	if i.status != instructionOpen {
		return fake.ErrState
	}
	i.status = status
	return nil
}

// instructionPlays are what can be done to a payment instruction.
func (x *Server) instructionPlays() []fake.Play[*instructionState] {
	open := func(i *instructionState) bool { return i.status == instructionOpen }
	return []fake.Play[*instructionState]{
		fake.Simple("pay-instruction", "Pay by the instruction", open, x.PayInstruction),
		fake.Simple("decline-instruction", "Decline the instruction", open, x.DeclineInstruction),
	}
}

// instructionRecords are the payment instructions, by the external_id of their orders. The lock is held.
func (x *Server) instructionRecords(plays []fake.Play[*instructionState]) []fake.Record {
	var list []fake.Record
	for _, i := range sortedInstructions(x.instructions) {
		list = append(list, fake.Record{
			Kind: "payment instruction", ID: i.order.ExternalID, State: i.status, Amount: i.order.Amount.String(),
			Currency: i.currency, Books: i.books(), Scenarios: fake.Allowed(plays, i),
		})
	}
	return list
}

func sortedInstructions(all map[string]*instructionState) []*instructionState {
	return slices.SortedFunc(maps.Values(all), func(a, b *instructionState) int {
		return cmp.Compare(a.order.ExternalID, b.order.ExternalID)
	})
}

// Seeded payment instructions, by the external_id of their orders.
const (
	seedInstruction     = "instruction-open"
	seedInstructionPaid = "instruction-paid"
	seedAPIKey          = "3f2a8f4e-6c1b-4a1e-9d3c-0d2b7a5e9c11"
)

// seedInstructions puts payment instructions into a fresh fake.
func (x *Server) seedInstructions() {
	for _, id := range []string{seedInstruction, seedInstructionPaid} {
		x.PutPaymentInstructions(rozetkapayapi.CreatePaymentInstructionsRequest{
			ProcessingType: rozetkapayapi.PaymentInstructionProcessingTypeCardpay,
			Method:         rozetkapayapi.PaymentInstructionMethodPurchase, Currency: "UAH",
			Orders: []rozetkapayapi.PaymentInstructionOrder{{
				APIKey: seedAPIKey, Amount: strictpay.MustDecimal("1500.50"), ExternalID: id,
			}},
		})
	}
	_ = x.PayInstruction(seedInstructionPaid) // it was put in
}

// instructionExamples are calls about payment instructions that a fresh fake answers with a value.
func (x *Server) instructionExamples() []fake.Example {
	open, _, _ := x.GetPaymentInstruction(seedInstruction)
	return []fake.Example{
		{Operation: "createPaymentInstructions", Set: map[string]string{
			"processing_type": "cardpay", "method": "purchase", "currency": "UAH",
			"batch_external_id": "example-instructions",
			"orders": `[{"api_key":"` + seedAPIKey + `","amount":100.50,` +
				`"external_id":"example-instruction"}]`,
		}},
		{Operation: "declinePaymentInstruction", Set: map[string]string{
			"project_id": ProjectOf(seedAPIKey), "payment_instruction_id": valueOf(open.ID),
		}},
	}
}
