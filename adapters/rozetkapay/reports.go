package rozetkapay

import (
	"time"

	"github.com/strictpay/strictpay"
)

// A ReportPeriod is what one report of transactions may ask for; both days belong to it.
type ReportPeriod struct{ From, To strictpay.Date }

// reportDays is how long a period may be. The document allows 14 days, and does not say whether the first one counts.
const reportDays = 14

// ReportPeriods cuts the days from one to another into periods that GetTransactionsRequest takes, in order and without
// a day in two of them. A report begins at most 90 days ago, and answers have no pages, so what is older is gone and
// what there is comes at once.
func ReportPeriods(from, to strictpay.Date) []ReportPeriod {
	if !from.IsSet() || !to.IsSet() {
		return nil
	}
	var list []ReportPeriod
	last := to.In(time.UTC)
	for day := from.In(time.UTC); !day.After(last); day = day.AddDate(0, 0, reportDays) {
		end := day.AddDate(0, 0, reportDays-1)
		if end.After(last) {
			end = last
		}
		list = append(list, ReportPeriod{
			strictpay.MustDate(day.Format(time.DateOnly)), strictpay.MustDate(end.Format(time.DateOnly)),
		})
	}
	return list
}
