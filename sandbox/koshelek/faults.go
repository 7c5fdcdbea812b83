package koshelekfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// fault answers with the fault that a requestId, transactionId, refTransactionId, orderId or availabilityInfoId names.
// Nothing happens to any payment then; for an answer that is lost after the work was done there is FaultNext.
func fault(w http.ResponseWriter, r *http.Request, identifier string) bool {
	return fake.AnswerFault(w, r, identifier, mediaType, damaged, large)
}

// operationOf finds the operation of a request by the pattern under which the router has it.
func operationOf(r *http.Request) string {
	for i := range koshelekapi.API.Operations {
		if op := &koshelekapi.API.Operations[i]; r.Pattern == op.Method+" "+op.Path {
			return op.ID
		}
	}
	return ""
}

// damaged are answers that look like success to a lenient reader.
func damaged(r *http.Request) []byte {
	switch operationOf(r) {
	case "createAvailabilityTask":
		return []byte(`{"koshelekPayIsDefault":"yes","paymentTypeAvailabilityInfoList":[]}`)
	case "getAvailability":
		return []byte(`{"availabilityInfoId":"` + fake.FaultDamaged + `","computationComplete":"yes"}`)
	case "cancelTransaction", "refundTransaction":
		return []byte(`{"requestId":"` + fake.FaultDamaged +
			`","refTransactionId":null,"refStatus":true,"transactionId":17,"status":"accepted"}`)
	}
	return []byte(`{"requestId":"` + fake.FaultDamaged + `","transactionId":null,"status":"accepted"}`)
}

// large are answers with nothing wrong but their size.
func large(r *http.Request) []byte {
	text := fake.Padding()
	switch operationOf(r) {
	case "createAvailabilityTask":
		list := providers()
		list.PaymentTypeAvailabilityInfoList[0].Message = &text
		return list.AppendJSON(nil)
	case "getAvailability":
		return largeInfo(text)
	case "checkout":
		return koshelekapi.CheckoutResult{
			RequestID: text, TransactionID: fake.FaultLarge, Status: koshelekapi.TransactionStatusNew,
		}.AppendJSON(nil)
	case "cancelTransaction":
		return koshelekapi.CancelResult{
			RequestID: text, RefTransactionID: fake.FaultLarge, RefStatus: koshelekapi.RefStatusNew,
			TransactionID: fake.FaultLarge, Status: koshelekapi.TransactionStatusNew,
		}.AppendJSON(nil)
	case "refundTransaction":
		return koshelekapi.RefundResult{
			RequestID: text, RefTransactionID: fake.FaultLarge, RefStatus: koshelekapi.RefStatusNew,
			TransactionID: fake.FaultLarge, Status: koshelekapi.TransactionStatusRefunding,
		}.AppendJSON(nil)
	}
	return koshelekapi.TransactionState{
		RequestID: text, TransactionID: fake.FaultLarge, Status: koshelekapi.TransactionStatusPending,
	}.AppendJSON(nil)
}
