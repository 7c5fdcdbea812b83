package rozetkapayfake

import (
	"time"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// after is a time some billing periods of a plan later; units counts the plan's unit in place of its periods. A plan
// that does not say how long its periods are has periods of one month.
func (p *planState) after(t time.Time, periods int) time.Time {
	return p.afterUnits(t, periods*p.frequency())
}

func (p *planState) afterUnits(t time.Time, units int) time.Time { return p.afterOn(t, units, t.Day()) }

func (p *planState) frequency() int { return int(max(valueOf(p.plan.Frequency), 1)) }

// afterOn is some units later on a day of the month, which counts for months and years.
func (p *planState) afterOn(t time.Time, units, day int) time.Time {
	switch valueOf(p.plan.FrequencyType) {
	case rozetkapayapi.PlanFrequencyTypeDaily:
		return t.AddDate(0, 0, units)
	case rozetkapayapi.PlanFrequencyTypeWeekly:
		return t.AddDate(0, 0, 7*units)
	case rozetkapayapi.PlanFrequencyTypeYearly:
		return addMonths(t, 12*units, day)
	}
	return addMonths(t, units, day)
}

// addMonths is some months later on a day of the month, or on the month's last day where it has no such day. No
// document says what becomes of the 31st; that no month is left out is inferred.
func addMonths(t time.Time, months, day int) time.Time {
	first := t.AddDate(0, 0, 1-t.Day()).AddDate(0, months, 0)
	return first.AddDate(0, 0, min(day, daysIn(first))-1)
}

func daysIn(t time.Time) int { return t.AddDate(0, 1, -t.Day()).Day() }

// renewal is the end of the billing period that begins at a time. What began on the 31st is charged on the 31st again
// after a shorter month.
func (s *subscriptionState) renewal(plan *planState, start time.Time) time.Time {
	day := start.Day()
	if day == daysIn(start) {
		day = max(day, s.day)
	}
	return plan.afterOn(start, plan.frequency(), day)
}
