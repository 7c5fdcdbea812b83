package settle

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/strictpay/strictpay"
)

// An Outcome is how an intent ended.
type Outcome struct {
	Intent  int64
	Version int64
	State   State // Done, Refused, NotSent, Absent or Abandoned

	API, Account, Operation string
	BusinessKey             string
	Amount                  strictpay.Decimal // of the request; the zero value where it named none
	Currency                string
	Reference               string // what the call is about, in words: order 123/A-1
	StatusQuery             strictpay.StatusQuery

	Status string // the provider's own word, "" where there is none
	Code   string // of a refusal
	SentAt time.Time
}

// Key is the same whenever this outcome is given again, and another for any other: intent/version.
func (o Outcome) Key() string {
	return strconv.FormatInt(o.Intent, 10) + "/" + strconv.FormatInt(o.Version, 10)
}

// String has no reference and no amount.
func (o Outcome) String() string {
	return fmt.Sprintf("outcome %s: %s.%s is %s", o.Key(), o.API, o.Operation, o.State)
}

// A result is what the column has.
type result struct {
	Status string `json:"status,omitempty"`
	Code   string `json:"code,omitempty"`
}

func (i *intent) outcome() (Outcome, error) {
	q, err := i.question()
	if err != nil {
		return Outcome{}, err
	}
	o := Outcome{
		Intent: i.id, Version: i.version, State: i.state, API: i.api, Account: i.account, Operation: i.operation,
		BusinessKey: i.key, Amount: q.Amount, Currency: i.currency, Reference: i.reference, StatusQuery: q.StatusQuery,
		SentAt: atMicros(i.sent),
	}
	if i.result == "" {
		return o, nil
	}
	var r result
	err = json.Unmarshal([]byte(i.result), &r)
	o.Status, o.Code = r.Status, r.Code
	return o, err
}
