package vertexfake

import (
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// ListPaymentMethods answers what SetMethods gave the shop.
func (s routes) ListPaymentMethods(w http.ResponseWriter, _ *http.Request, shopID int64) {
	s.v.mu.Lock()
	defer s.v.mu.Unlock()
	if shop := s.v.shop(w, shopID); shop != nil {
		write(w, http.StatusOK, vertexapi.PaymentMethodsResponse{Data: shop.payment})
	}
}

// ListPayoutMethods answers what SetMethods gave the shop.
func (s routes) ListPayoutMethods(w http.ResponseWriter, _ *http.Request, shopID int64) {
	s.v.mu.Lock()
	defer s.v.mu.Unlock()
	if shop := s.v.shop(w, shopID); shop != nil {
		write(w, http.StatusOK, vertexapi.PayoutMethodsResponse{Data: shop.payout})
	}
}

// ListPayoutFields answers the fields of a payout method that some shop has. The request names no shop. A provider
// called as a fault is answered with it.
func (s routes) ListPayoutFields(w http.ResponseWriter, r *http.Request) {
	body, ok := readBody[vertexapi.PayoutFieldsRequest](w, r)
	if !ok || fault(w, r, body.ProviderCode) {
		return
	}
	if body.InstrumentType == vertexapi.InstrumentTypeBankTransfer && body.PayoutSettings.TransferType == nil {
		unmet(w, "The method needs a transfer type")
		return
	}
	s.v.mu.Lock()
	known := false
	for _, shop := range s.v.shops {
		for i := range shop.payout {
			m := &shop.payout[i]
			known = known || m.ProviderCode == body.ProviderCode && m.AcquirerCode == body.AcquirerCode &&
				m.InstrumentType == body.InstrumentType
		}
	}
	s.v.mu.Unlock()
	if !known {
		unmet(w, "No suitable method")
		return
	}
	write(w, http.StatusOK, vertexapi.PayoutFieldsResponse{Data: fields(body.InstrumentType)})
}

// fields are the groups of fields per instrument; how a descriptor looks is documented for its options only.
func fields(instrument vertexapi.InstrumentType) *vertexapi.PayoutFields {
	group := map[vertexapi.InstrumentType]string{
		vertexapi.InstrumentTypeCard:   `"cardData":[{"name":"cardNumber"}]`,
		vertexapi.InstrumentTypeWallet: `"walletData":[{"name":"walletId"},{"name":"walletName"}]`,
		vertexapi.InstrumentTypeBankTransfer: `"bankTransferData":[{"name":"accountType","options":[{"value":"C",` +
			`"label":"Checking account"}]}]`,
		vertexapi.InstrumentTypeCryptoWallet: `"walletData":[{"name":"walletId"}]`,
		vertexapi.InstrumentTypeVoucher:      `"documentData":[{"name":"documentNumber"}]`,
	}[instrument]
	return &vertexapi.PayoutFields{
		Recipient: strictpay.Raw(`{"personalData":[{"name":"firstName"},{"name":"lastName"}],` + group + `}`),
	}
}

func paymentMethods() []vertexapi.PaymentMethod {
	return []vertexapi.PaymentMethod{
		{
			ProviderCode: "alps", AcquirerCode: "lyra", InstrumentType: vertexapi.InstrumentTypeCard,
			EntryMode:      new(vertexapi.EntryModeCNP),
			DataEntryModes: []vertexapi.DataEntryMode{vertexapi.DataEntryModeRedirect, vertexapi.DataEntryModeH2H},
			AllowedCards:   []string{"visa", "mastercard"}, Currencies: []string{"CLP", "EUR"}, Regions: []string{"CL"},
			IsDefault: new(true),
		},
		{
			ProviderCode: "instantbank", AcquirerCode: "instantbank",
			InstrumentType:       vertexapi.InstrumentTypeBankTransfer,
			DataEntryModes:       []vertexapi.DataEntryMode{vertexapi.DataEntryModeInstruction},
			TransferTypes:        []vertexapi.TransferType{vertexapi.TransferTypeSepa, vertexapi.TransferTypeBlik},
			PaymentSettingsAlias: new("bank-main"),
		},
		{
			ProviderCode: "walletpay", AcquirerCode: "walletpay", InstrumentType: vertexapi.InstrumentTypeWallet,
			DataEntryModes: []vertexapi.DataEntryMode{vertexapi.DataEntryModeQR},
			WalletTypes:    []vertexapi.WalletType{vertexapi.WalletTypePersonal},
		},
	}
}

func payoutMethods() []vertexapi.PayoutMethod {
	h2h := []vertexapi.DataEntryMode{vertexapi.DataEntryModeH2H}
	return []vertexapi.PayoutMethod{
		{
			ProviderCode: "connectpay", AcquirerCode: "gcash", InstrumentType: vertexapi.InstrumentTypeWallet,
			DataEntryModes: h2h,
			Currencies:     []string{"PHP"}, Regions: []string{"PH"}, IsDefault: new(false),
		},
		{
			ProviderCode: "instantbank", AcquirerCode: "instantbank",
			InstrumentType: vertexapi.InstrumentTypeBankTransfer,
			DataEntryModes: h2h,
			TransferType:   new(vertexapi.TransferTypeSepa),
			TransferTypes:  []vertexapi.TransferType{vertexapi.TransferTypeSepa},
			Currencies:     []string{"EUR"}, Regions: []string{"DE"}, IsDefault: new(true),
		},
	}
}
