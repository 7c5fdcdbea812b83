package koshelekfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// fault answers with the fault that a requestId, transactionId, refTransactionId, orderId or availabilityInfoId names. Nothing happens to any payment then;
// for an answer that is lost after the work was done there is LoseAnswers.
func (x *Server) fault(w http.ResponseWriter, r *http.Request, operation, identifier string) bool {
	return fake.AnswerFault(w, r, identifier, "application/json",
		func() []byte { return damaged(operation) },
		func() []byte { return large(operation, fake.Padding()) })
}

// damaged are answers that look like success to a lenient reader.
func damaged(operation string) []byte {
	switch operation {
	case "createAvailabilityTask":
		return []byte(`{"koshelekPayIsDefault":"yes","paymentTypeAvailabilityInfoList":[]}`)
	case "getAvailability":
		return []byte(`{"availabilityInfoId":"` + fake.FaultDamaged + `","computationComplete":"yes"}`)
	case "cancelTransaction", "refundTransaction":
		return []byte(`{"requestId":"` + fake.FaultDamaged + `","refTransactionId":null,"refStatus":true,"transactionId":17,"status":"accepted"}`)
	}
	return []byte(`{"requestId":"` + fake.FaultDamaged + `","transactionId":null,"status":"accepted"}`)
}

// large are answers with nothing wrong but their size.
func large(operation, text string) []byte {
	switch operation {
	case "createAvailabilityTask":
		list := providers()
		list.PaymentTypeAvailabilityInfoList[0].Message = &text
		return list.AppendJSON(nil)
	case "getAvailability":
		return largeInfo(text)
	case "checkout":
		return koshelekapi.CheckoutResult{RequestID: text, TransactionID: fake.FaultLarge, Status: koshelekapi.TransactionStatusNew}.AppendJSON(nil)
	case "cancelTransaction":
		return koshelekapi.CancelResult{RequestID: text, RefTransactionID: fake.FaultLarge, RefStatus: koshelekapi.RefStatusNew, TransactionID: fake.FaultLarge, Status: koshelekapi.TransactionStatusNew}.AppendJSON(nil)
	case "refundTransaction":
		return koshelekapi.RefundResult{RequestID: text, RefTransactionID: fake.FaultLarge, RefStatus: koshelekapi.RefStatusNew, TransactionID: fake.FaultLarge, Status: koshelekapi.TransactionStatusRefunding}.AppendJSON(nil)
	}
	return koshelekapi.TransactionState{RequestID: text, TransactionID: fake.FaultLarge, Status: koshelekapi.TransactionStatusPending}.AppendJSON(nil)
}
