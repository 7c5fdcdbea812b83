package xpaymentsfake

import (
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// configurations are two gateways: one that can do everything, and captures up to 1.15 of what was authorized; and
// one that charges at once and does nothing in parts or twice.
func configurations() []xpaymentsapi.PaymentConfiguration {
	return []xpaymentsapi.PaymentConfiguration{{
		Name: "Sandbox gateway", ID: 1, ModuleName: "Sandbox", SettingsHash: "7cdaba104c7e59556b1e6d3bed07f085",
		TransactionTypes: xpaymentsapi.TransactionTypes{
			Sale: true, Auth: true, Capture: true, CapturePart: true, CaptureMulti: true, Void: true, VoidPart: true,
			VoidMulti: true,
			Refund:    true, RefundPart: true, RefundMulti: true, GetInfo: true, Accept: true, Decline: true,
			Test: true,
		},
		AuthCaptureInfo: xpaymentsapi.AuthCaptureInfo{AuthExp: 30, CaptMinLimit: "0",
			CaptMaxLimit: "1.15"},
		Currency: new("USD"), CanSaveCards: new(xpaymentsapi.YesNoYes), Class: new("XPay_Module_Sandbox"),
		IsTestMode: new(xpaymentsapi.YesNoYes),
	}, {
		Name: "Sandbox gateway without parts", ID: 2, ModuleName: "Sandbox",
		SettingsHash: "3c59dc048e8850243be8079a5c74d079",
		TransactionTypes: xpaymentsapi.TransactionTypes{Sale: true, Auth: true, Capture: true, Void: true,
			Refund: true, GetInfo: true, Test: true},
		AuthCaptureInfo: xpaymentsapi.AuthCaptureInfo{AuthExp: 7, CaptMinLimit: "1",
			CaptMaxLimit: "1"},
		Currency: new("EUR"), CanSaveCards: new(xpaymentsapi.YesNoNo), Class: new("XPay_Module_SandboxWhole"),
		IsTestMode: new(xpaymentsapi.YesNoYes),
	}}
}

// configuration finds one by its number; nil for none. The lock is held.
func (x *Server) configuration(id int32) *xpaymentsapi.PaymentConfiguration {
	for i := range x.configurations {
		if x.configurations[i].ID == id {
			return &x.configurations[i]
		}
	}
	return nil
}

// chargesAtOnce is what "as configured" means here: authorize where parts can be captured, else charge at once.
func chargesAtOnce(c *xpaymentsapi.PaymentConfiguration, force *xpaymentsapi.ForceTransactionType) bool {
	if force != nil {
		switch *force {
		case xpaymentsapi.ForceTransactionTypeAuthorize:
			return !c.TransactionTypes.Auth
		case xpaymentsapi.ForceTransactionTypeSale:
			return c.TransactionTypes.Sale
		}
	}
	return c.TransactionTypes.Sale && !(c.TransactionTypes.Auth && c.TransactionTypes.CapturePart)
}

// configurationsOf is the list as an API version shows it: 1.1 ends with the hash of the settings.
func (x *Server) configurationsOf(version string) []xpaymentsapi.PaymentConfiguration {
	x.mu.Lock()
	defer x.mu.Unlock()
	var list []xpaymentsapi.PaymentConfiguration
	for _, c := range x.configurations {
		if !atLeast(version, "1.2") {
			c.Currency, c.CanSaveCards, c.Class, c.IsTestMode = nil, nil, nil, nil
		}
		list = append(list, c)
	}
	return list
}
