package ask

import (
	"encoding/json"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// Pace is how often the question of an operation should be asked.
func Pace(question *spec.Operation) strictpay.Pace {
	if question == nil || question.Polling == nil {
		return strictpay.Pace{}
	}
	return strictpay.Pace(*question.Polling)
}

// Ended is done or refused for what is final, and pending for the rest.
func Ended(final, succeeded bool) strictpay.Progress {
	switch {
	case !final:
		return strictpay.ProgressPending
	case succeeded:
		return strictpay.ProgressDone
	}
	return strictpay.ProgressRefused
}

// An Item is one of the things that calls of a kind leave behind, such as a refund of an order.
type Item struct {
	ID       string
	Amount   *strictpay.Decimal
	Progress strictpay.Progress
	Status   string
}

// ItemState names the items of a state, for NewItem.
func ItemState(items []Item) string {
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].ID
	}
	text, _ := json.Marshal(ids) // strings always marshal
	return string(text)
}

// NewItem judges a call by the items that were not there before it, which is the state as ItemState gave it; "" is not
// known. Where the call named an amount, only items of that amount count. Several new items that disagree leave it
// unclear.
func NewItem(before string, now []Item, amount strictpay.Decimal) (strictpay.Progress, string) {
	var ids []string
	if json.Unmarshal([]byte(before), &ids) != nil {
		return strictpay.ProgressUnclear, ""
	}
	var found *Item
	for i := range now {
		item := &now[i]
		if slices.Contains(ids, item.ID) || amount.IsSet() && (item.Amount == nil || item.Amount.Cmp(amount) != 0) {
			continue
		}
		if found != nil && found.Progress != item.Progress {
			return strictpay.ProgressUnclear, ""
		}
		found = item
	}
	if found == nil {
		return strictpay.ProgressNotSeen, ""
	}
	return found.Progress, found.Status
}
