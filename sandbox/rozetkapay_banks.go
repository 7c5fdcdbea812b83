package sandbox

import (
	"net/http"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A RozetkaPayBank is a bank that is open to the fake project.
type RozetkaPayBank struct {
	Info       rozetkapayapi.PayPartsBankInfo    // fees included; they are shown on request
	Mode       rozetkapayapi.PayPartsPaymentMode // the one mode it works with
	NeedsPhone bool                              // an order without customer.phone fails
	OneStage   bool                              // signed is confirmed
}

func rozetkapayBank(name string, mode rozetkapayapi.PayPartsPaymentMode, phone bool, least string, periods ...int32) RozetkaPayBank {
	info := rozetkapayapi.PayPartsBankInfo{
		Name: &name, ProductName: rozetkapayPointer(name + " in parts"), LogoURL: rozetkapayPointer("https://static.example/" + name + ".svg"), AvailablePeriods: periods,
		Limits: &rozetkapayapi.PayPartsBankLimits{MinAmount: rozetkapayPointer(strictpay.MustDecimal(least)), MaxAmount: rozetkapayPointer(strictpay.MustDecimal("250000"))},
	}
	for i, period := range periods {
		fee := strictpay.MustDecimal([]string{"1.9", "2.9", "4.75"}[i%3])
		info.Periods = append(info.Periods, rozetkapayapi.PayPartsBankPeriod{Period: &period, Fee: &fee})
	}
	return RozetkaPayBank{Info: info, Mode: mode, NeedsPhone: phone}
}

// rozetkapayBanks are the banks that the documents name. Periods, limits and fees are invented, within what was seen: at least 1 or 300, at most 250000.
func rozetkapayBanks() []RozetkaPayBank {
	const direct, hosted = rozetkapayapi.PayPartsPaymentModeDirect, rozetkapayapi.PayPartsPaymentModeHosted
	return []RozetkaPayBank{
		rozetkapayBank("stub", direct, true, "1", 2, 3, 6),
		rozetkapayBank("rozetkapay", direct, true, "300", 2, 3, 6),
		rozetkapayBank("monobank", direct, true, "1", 3, 4, 6),
		rozetkapayBank("privatbank", direct, false, "300", 2, 3, 4),
		rozetkapayBank("oschadbank", hosted, false, "300", 3, 6),
		rozetkapayBank("abank", direct, true, "1", 2, 3),
		rozetkapayBank("izibank", direct, true, "1", 3, 6),
	}
}

// PutBank adds a bank, or puts it in place of the one of that name.
func (x *RozetkaPay) PutBank(bank RozetkaPayBank) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.banks = slices.DeleteFunc(x.banks, func(b RozetkaPayBank) bool {
		return b.Info.Name != nil && bank.Info.Name != nil && *b.Info.Name == *bank.Info.Name
	})
	x.banks = append(x.banks, bank)
}

// bank finds a bank by its key. The lock is held.
func (x *RozetkaPay) bank(name string) *RozetkaPayBank {
	for i := range x.banks {
		if b := &x.banks[i]; b.Info.Name != nil && *b.Info.Name == name {
			return b
		}
	}
	return nil
}

// PayPartsGetBanksInfo lists the banks. It is about no order: Refuse and CutNext reach it under the empty identifier.
func (c rozetkapayCalls) PayPartsGetBanksInfo(w http.ResponseWriter, r *http.Request, params rozetkapayapi.PayPartsGetBanksInfoParams) {
	x := c.RozetkaPay
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
