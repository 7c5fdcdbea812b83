package rozetkapayfake

import (
	"slices"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A happening is one operation as reports and partners see it.
type happening struct {
	account, orderID, externalID     string
	unifiedExternalID                *string
	transactionID, description       *string
	operation                        rozetkapayapi.ReportOperationType
	status                           rozetkapayapi.ReportStatus
	amount                           *strictpay.Decimal
	currency                         string
	created                          time.Time
	processed                        *time.Time
	authCode, rrn                    *string
	card                             card
	parts                            *int32 // of an order in parts
	way                              string
	email, first, last, patronym, ip *string
	takes                            bool // it took money from the payer
}

// reportKinds are what reports call the operations of card payments. The values are documented, what they mean is not.
var reportKinds = map[rozetkapayapi.OperationType]rozetkapayapi.ReportOperationType{
	kindPayment: rozetkapayapi.ReportOperationTypePurchase, kindRecurrent: rozetkapayapi.ReportOperationTypePurchase,
	kindConfirm: rozetkapayapi.ReportOperationTypeCapture, kindCancel: rozetkapayapi.ReportOperationTypeVoid,
	kindRefund: rozetkapayapi.ReportOperationTypeRefund, kindLookup: rozetkapayapi.ReportOperationTypeAuth,
}

// partKinds are what reports call the operations of orders in parts.
var partKinds = map[rozetkapayapi.PayPartsOperationType]rozetkapayapi.ReportOperationType{
	methodCreate: rozetkapayapi.ReportOperationTypeCreate, methodConfirm: rozetkapayapi.ReportOperationTypeCredit,
	methodCancel: rozetkapayapi.ReportOperationTypeVoid, methodRefund: rozetkapayapi.ReportOperationTypeRefund,
}

// reportStatus is what reports call a status; which of the failures is which is inferred from the words.
func reportStatus(status *rozetkapayapi.OperationStatus, code string) rozetkapayapi.ReportStatus {
	switch {
	case status == nil:
		return rozetkapayapi.ReportStatusCreated
	case *status == statusSuccess:
		return rozetkapayapi.ReportStatusSuccess
	case *status != statusFailure:
		return rozetkapayapi.ReportStatusPending
	case strings.Contains(code, "cancel"):
		return rozetkapayapi.ReportStatusCancel
	case strings.Contains(code, "reject"):
		return rozetkapayapi.ReportStatusRejected
	}
	return rozetkapayapi.ReportStatusFailed
}

// happened is all that happened on accounts, oldest first. A page that nobody has paid on is left out. The lock is
// held.
func (x *Server) happened(of func(account string) bool) []happening {
	var list []happening
	for _, p := range x.payments {
		if of(p.account) {
			list = append(list, p.happened()...)
		}
	}
	for _, o := range x.orders {
		if of(o.account) {
			list = append(list, o.happened()...)
		}
	}
	for _, p := range x.payouts {
		if of(p.account) {
			list = append(list, p.happened())
		}
	}
	slices.SortFunc(list, func(a, b happening) int {
		if c := a.created.Compare(b.created); c != 0 {
			return c
		}
		return strings.Compare(a.externalID+valueOf(a.transactionID), b.externalID+valueOf(b.transactionID))
	})
	return list
}

// happened are the operations of a card payment.
func (p *paymentState) happened() []happening {
	var list []happening
	for _, e := range p.entries.all {
		if e.unseen {
			continue
		}
		h := happening{
			account: p.account, orderID: p.id, externalID: p.request.ExternalID,
			unifiedExternalID: p.request.UnifiedExternalID, transactionID: e.details.TransactionID,
			description: p.request.Description, operation: reportKinds[e.operation],
			status: reportStatus(e.details.Status, string(valueOf(e.details.StatusCode))),
			amount: e.details.Amount, currency: p.request.Currency, created: valueOf(e.details.CreatedAt),
			processed: e.details.ProcessedAt, authCode: e.details.AuthCode, rrn: e.details.RRN, card: p.card,
			way:   "card",
			takes: e.is(statusSuccess) && e.use() == takes,
		}
		if e.blocked() {
			h.operation = rozetkapayapi.ReportOperationTypeAuth
		}
		if c := p.request.Customer; c != nil {
			h.email, h.first, h.last, h.patronym, h.ip = c.Email, c.FirstName, c.LastName, c.Patronym, c.IPAddress
		}
		list = append(list, h)
	}
	return list
}

// happened are the operations of an order in parts.
func (o *orderState) happened() []happening {
	var list []happening
	for _, op := range o.operations.all {
		c := o.request.Customer
		list = append(list, happening{
			account: o.account, orderID: valueOf(op.details.OperationID), externalID: o.request.ExternalID,
			unifiedExternalID: o.request.UnifiedExternalID, transactionID: op.details.TransactionID,
			description: &o.request.Description, operation: partKinds[valueOf(op.details.Method)],
			status: reportStatus(op.details.Status, string(valueOf(op.details.StatusCode))),
			amount: op.details.Amount, currency: o.request.Currency, created: valueOf(op.details.CreatedAt),
			processed: op.details.ProcessedAt, parts: &o.request.PartsCount, way: "payparts",
			email: c.Email, first: &c.FirstName, last: &c.LastName,
			takes: op.use() == takes,
		})
	}
	return list
}

// happened is the one operation of a payout.
func (p *payoutState) happened() happening {
	h := happening{
		account: p.account, orderID: "payout-" + p.number, externalID: p.request.Order.ExternalID,
		transactionID: new("payout-" + p.number), description: &p.request.Order.Description,
		operation: rozetkapayapi.ReportOperationTypePayout, status: reportStatus(&p.status, string(p.code)),
		amount: &p.request.Order.OriginalAmount, currency: p.request.Order.Currency, created: p.created, way: "cash",
	}
	if !p.cash() {
		h.way = "card"
	}
	if p.status.Final() {
		h.processed = &p.created
	}
	return h
}
