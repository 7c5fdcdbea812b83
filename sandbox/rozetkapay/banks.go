package rozetkapayfake

import (
	"net/http"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A Bank is a bank that is open to the fake project.
type Bank struct {
	Info       rozetkapayapi.PayPartsBankInfo    // fees included; they are shown on request
	Mode       rozetkapayapi.PayPartsPaymentMode // the one mode it works with
	NeedsPhone bool                              // an order without customer.phone fails
	OneStage   bool                              // signed is confirmed
}

func bank(name string, mode rozetkapayapi.PayPartsPaymentMode, phone bool, least string, periods ...int32) Bank {
	info := rozetkapayapi.PayPartsBankInfo{
		Name: &name, ProductName: new(name + " in parts"),
		LogoURL:          new("https://static.example/" + name + ".svg"),
		AvailablePeriods: periods,
		Limits: &rozetkapayapi.PayPartsBankLimits{
			MinAmount: new(strictpay.MustDecimal(least)), MaxAmount: new(strictpay.MustDecimal("250000")),
		},
	}
	for i, period := range periods {
		fee := strictpay.MustDecimal([]string{"1.9", "2.9", "4.75"}[i%3])
		info.Periods = append(info.Periods, rozetkapayapi.PayPartsBankPeriod{Period: &period, Fee: &fee})
	}
	return Bank{Info: info, Mode: mode, NeedsPhone: phone}
}

// banks are the banks that the documents name. Periods, limits and fees are invented, within what was seen: at least 1
// or 300, at most 250000.
func banks() []Bank {
	const direct, hosted = rozetkapayapi.PayPartsPaymentModeDirect, rozetkapayapi.PayPartsPaymentModeHosted
	return []Bank{
		bank("stub", direct, true, "1", 2, 3, 6),
		bank("rozetkapay", direct, true, "300", 2, 3, 6),
		bank("monobank", direct, true, "1", 3, 4, 6),
		bank("privatbank", direct, false, "300", 2, 3, 4),
		bank("oschadbank", hosted, false, "300", 3, 6),
		bank("abank", direct, true, "1", 2, 3),
		bank("izibank", direct, true, "1", 3, 6),
	}
}

// PutBank adds a bank, or replaces the one of that name.
func (x *Server) PutBank(bank Bank) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.banks = slices.DeleteFunc(x.banks, func(b Bank) bool {
		return b.Info.Name != nil && bank.Info.Name != nil && *b.Info.Name == *bank.Info.Name
	})
	x.banks = append(x.banks, bank)
}

// bank finds a bank by its key. The lock is held.
func (x *Server) bank(name string) *Bank {
	for i := range x.banks {
		if b := &x.banks[i]; b.Info.Name != nil && *b.Info.Name == name {
			return b
		}
	}
	return nil
}

// PayPartsGetBanksInfo lists the banks. It is about no order: Refuse reaches it under the empty identifier.
func (c calls) PayPartsGetBanksInfo(
	w http.ResponseWriter, r *http.Request, params rozetkapayapi.PayPartsGetBanksInfoParams,
) {
	x := c.Server
	x.mu.Lock()
	list := rozetkapayapi.PayPartsBanksInfo{}
	for _, bank := range x.banks {
		info := bank.Info
		if params.IncludeFees == nil || !*params.IncludeFees {
			info.Periods = nil
		}
		list = append(list, info)
	}
	x.reply(w, r, "", list, x.asked(""))
}
