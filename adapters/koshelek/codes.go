package koshelek

import (
	"strconv"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// A Context says what was refused. PAYMENT_TRANSACTION_IS_NOT_PAID means one thing for a payment and another for a
// refund; the other codes do not care.
type Context string

// The contexts of the code table.
const (
	ContextPayment Context = "payment"
	ContextRefund  Context = "refund"
)

// ContextOf is the context of a status answer or postback: the question for a refund and its answer carry
// refTransactionId, those for a payment do not. The refusal of a [koshelekapi.TransactionState] is always worded as a
// payment's, because a cancelled payment has a refTransactionId too; ask with this for the other wording when the
// state was asked for by the refTransactionId of a refund.
func ContextOf(state *koshelekapi.TransactionState) Context {
	if state != nil && state.RefTransactionID != nil {
		return ContextRefund
	}
	return ContextPayment
}

// Lookup finds the row of a code in a table, such as [koshelekapi.TableError]. context picks a meaning where a code
// has several. Values that are typed have it as a method: code.Row().
func Lookup(table koshelekapi.Table, code string, context ...string) (strictpay.Row, bool) {
	return table.Lookup(code, context...)
}

// Reason finds the row of an error code: the meaning in English, and the tip as the document has it, with its <X>.
func Reason(code koshelekapi.ErrorCode, context Context) (strictpay.Row, bool) {
	return code.Row(string(context))
}

// Tip is what the operator of the cash desk is told, in the provider's words (Russian): "" for a code that the table
// does not list. minutes is when to try again, for the one tip that names a time; the number is the merchant's own
// setting. Zero and less name no time.
func Tip(code koshelekapi.ErrorCode, context Context, minutes int) string {
	row, _ := Reason(code, context)
	return timed(row.Tip, minutes)
}

// OperatorTip is [Tip] for a refusal, which knows its context.
func OperatorTip(refusal *Error, minutes int) string {
	if refusal == nil {
		return ""
	}
	return timed(refusal.Row.Tip, minutes)
}

// placeholder is how the document writes the time, together with its remark and the noun that has to agree with the
// number.
const placeholder = "через<X> (configurable parameter) минут"

func timed(tip string, minutes int) string {
	if minutes <= 0 {
		return strings.Replace(tip, " "+placeholder, "", 1)
	}
	return strings.Replace(tip, placeholder, "через "+strconv.Itoa(minutes)+" "+inMinutes(minutes), 1)
}

// inMinutes is the noun in the accusative: 1 минуту, 2 минуты, 5 минут, 11 минут, 21 минуту.
func inMinutes(n int) string {
	switch tens, ones := n/10%10, n%10; {
	case tens == 1:
		return "минут"
	case ones == 1:
		return "минуту"
	case ones >= 2 && ones <= 4:
		return "минуты"
	}
	return "минут"
}
