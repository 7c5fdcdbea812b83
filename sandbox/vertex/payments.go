package vertexfake

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// addPayment puts a payment in progress behind the order's payments. The lock is held.
func (v *Server) addPayment(o *orderState, amount strictpay.Decimal) *vertexapi.Payment {
	id := v.next()
	o.order.Payments = append(o.order.Payments, vertexapi.Payment{
		PaymentID: new(itoa(id)), PaymentType: new(vertexapi.PaymentTypePayment),
		Cost:     vertexapi.Cost{Amount: amount, Currency: o.order.Cost.Currency},
		Acquirer: vertexapi.Acquirer{Code: new(o.acquirer)}, InstrumentType: new(o.instrument),
		PaymentStatus:     vertexapi.PaymentStatus{Status: new(vertexapi.PaymentStateInProgress)},
		PaymentDetails:    details(o, id),
		ProviderPaymentID: new("prov-" + itoa(id)), TransactionID: new("tx-" + itoa(id)),
	})
	last := len(o.order.Payments) - 1
	o.index(last)
	return &o.order.Payments[last]
}

// addRefund puts a refund of a payment behind the order's payments. The lock is held.
func (v *Server) addRefund(o *orderState, parent *vertexapi.Payment, amount strictpay.Decimal) (index int) {
	id := v.next()
	o.order.Payments = append(o.order.Payments, vertexapi.Payment{
		PaymentID: new(itoa(id)), PaymentType: new(vertexapi.PaymentTypeRefund), ParentPayment: parent.PaymentID,
		Cost:     vertexapi.Cost{Amount: amount, Currency: parent.Cost.Currency},
		Acquirer: parent.Acquirer, InstrumentType: parent.InstrumentType,
		PaymentStatus:     vertexapi.PaymentStatus{Status: new(vertexapi.PaymentStateInProgress)},
		PaymentDetails:    parent.PaymentDetails,
		ProviderPaymentID: new("prov-" + itoa(id)), TransactionID: new("tx-" + itoa(id)),
	})
	o.index(len(o.order.Payments) - 1)
	return len(o.order.Payments) - 1
}

// index notes a payment that was put behind the others, so that no call has to walk a long history of refunds. A refund
// under way counts as what went back; none fails later.
func (o *orderState) index(i int) {
	p := &o.order.Payments[i]
	switch {
	case isType(p, vertexapi.PaymentTypePayment):
		o.own = append(o.own, i)
	case isType(p, vertexapi.PaymentTypeRefund) && p.ParentPayment != nil && stateOf(p) != vertexapi.PaymentStateFailed:
		if o.returned == nil {
			o.returned = map[string]decimal.Decimal{}
		}
		o.returned[*p.ParentPayment] = o.returned[*p.ParentPayment].Add(p.Cost.Amount.Decimal())
	}
}

// details are details of the order's instrument, different from payment to payment.
func details(o *orderState, id int64) *vertexapi.PaymentDetails {
	switch o.instrument {
	case vertexapi.InstrumentTypeBankTransfer:
		transfer := o.transfer
		if transfer == nil {
			transfer = new(vertexapi.TransferTypeSepa)
		}
		return &vertexapi.PaymentDetails{
			BankTransfer: &vertexapi.BankTransferDetails{TransferType: transfer,
				Purpose: new("Order " + o.order.OrderNumber)},
		}
	case vertexapi.InstrumentTypeWallet:
		return &vertexapi.PaymentDetails{Wallet: &vertexapi.WalletDetails{WalletID: new("wallet-" + itoa(id))}}
	case vertexapi.InstrumentTypeCryptoWallet:
		return &vertexapi.PaymentDetails{
			CryptoWallet: &vertexapi.CryptoWalletDetails{
				SenderCryptoAddress: new("TSandboxSender" + itoa(id)), TxHash: new("hash" + itoa(id)),
			},
		}
	case vertexapi.InstrumentTypeVoucher:
		return &vertexapi.PaymentDetails{
			Voucher: &vertexapi.VoucherDetails{SerialNumber: new("VCH-" + itoa(id)),
				PIN: new(strictpay.NewSecret("4821-7733"))},
		}
	case vertexapi.InstrumentTypeCard:
		return &vertexapi.PaymentDetails{Card: &vertexapi.CardDetails{
			PaymentSystem: new(vertexapi.CardBrandVisa), AuthCode: new("A" + itoa(id)),
			RRN: new("6059" + strconv.FormatInt(id, 10)), MaskedCardNumber: new("411111******1111"),
		}}
	}
	return nil
}

// failure is why a provider declined.
func failure() *vertexapi.PaymentFailure {
	return &vertexapi.PaymentFailure{
		ErrorID: new(invoke.NewKey()), ProviderMessage: new("Declined by the issuer"), Code: new(int64(401)),
	}
}

// stateOf is a payment's state, "" where it has none.
func stateOf(p *vertexapi.Payment) vertexapi.PaymentState {
	if p.PaymentStatus.Status == nil {
		return ""
	}
	return *p.PaymentStatus.Status
}

func isType(p *vertexapi.Payment, typ vertexapi.PaymentType) bool {
	return p.PaymentType != nil && *p.PaymentType == typ
}

// isTaken reports whether the payer was charged, refunded since or not.
func isTaken(p *vertexapi.Payment) bool {
	switch stateOf(p) {
	case vertexapi.PaymentStateCompleted, vertexapi.PaymentStatePartiallyRefunded, vertexapi.PaymentStateRefunded:
		return true
	}
	return false
}

// has finds the order's payment in a state; nil where there is none.
func (o *orderState) has(state vertexapi.PaymentState) *vertexapi.Payment {
	for _, i := range o.own {
		if p := &o.order.Payments[i]; stateOf(p) == state {
			return p
		}
	}
	return nil
}

// explain sets what the order says of its status; "" leaves a member out.
func (o *orderState) explain(reason, code, description string) {
	o.order.StatusReason, o.order.StatusCode, o.order.StatusDescription = optionalText(reason), optionalText(code),
		optionalText(description)
}

func optionalText(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
