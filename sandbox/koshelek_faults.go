package sandbox

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// fault answers with the fault that a requestId, transactionId, refTransactionId, orderId or availabilityInfoId names. Nothing happens to any payment then;
// for an answer that is lost after the work was done there is LoseAnswers.
func (x *Koshelek) fault(w http.ResponseWriter, r *http.Request, operation, identifier string) bool {
	return fault(w, r, identifier, "application/json",
		func() []byte { return koshelekDamaged(operation) },
		func() []byte { return koshelekLarge(operation, padding()) })
}

// koshelekDamaged are answers that look like success to a lenient reader.
func koshelekDamaged(operation string) []byte {
	switch operation {
	case "createAvailabilityTask":
		return []byte(`{"koshelekPayIsDefault":"yes","paymentTypeAvailabilityInfoList":[]}`)
	case "getAvailability":
		return []byte(`{"availabilityInfoId":"` + FaultDamaged + `","computationComplete":"yes"}`)
	case "cancelTransaction", "refundTransaction":
		return []byte(`{"requestId":"` + FaultDamaged + `","refTransactionId":null,"refStatus":true,"transactionId":17,"status":"accepted"}`)
	}
	return []byte(`{"requestId":"` + FaultDamaged + `","transactionId":null,"status":"accepted"}`)
}

// koshelekLarge are answers with nothing wrong but their size.
func koshelekLarge(operation, text string) []byte {
	switch operation {
	case "createAvailabilityTask":
		list := koshelekProviders()
		list.PaymentTypeAvailabilityInfoList[0].Message = &text
		return list.AppendJSON(nil)
	case "getAvailability":
		return koshelekLargeInfo(text)
	case "checkout":
		return koshelekapi.CheckoutResult{RequestID: text, TransactionID: FaultLarge, Status: koshelekapi.TransactionStatusNew}.AppendJSON(nil)
	case "cancelTransaction":
		return koshelekapi.CancelResult{RequestID: text, RefTransactionID: FaultLarge, RefStatus: koshelekapi.RefStatusNew, TransactionID: FaultLarge, Status: koshelekapi.TransactionStatusNew}.AppendJSON(nil)
	case "refundTransaction":
		return koshelekapi.RefundResult{RequestID: text, RefTransactionID: FaultLarge, RefStatus: koshelekapi.RefStatusNew, TransactionID: FaultLarge, Status: koshelekapi.TransactionStatusRefunding}.AppendJSON(nil)
	}
	return koshelekapi.TransactionState{RequestID: text, TransactionID: FaultLarge, Status: koshelekapi.TransactionStatusPending}.AppendJSON(nil)
}
