package settle

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/strictpay/strictpay"
)

// errStale is a change that somebody else came before.
var errStale = errors.New("settle: the intent has changed meanwhile")

// moveTo gives an intent its next state and a version more. Writing it adds a line of history, and a delivery where it
// is final.
func (s *Settle[TTx]) moveTo(i *intent, to State, evidence string) *Change {
	now := s.now()
	i.moved = &Change{
		API: i.api, Operation: i.operation, Intent: i.id, From: i.state, To: to, Evidence: evidence,
		Age: now.Sub(atMicros(i.created)),
	}
	i.state, i.updated = to, micros(now)
	i.version++
	if to.settled() || to == NotSent {
		i.repeat = "" // it holds what the request does
	}
	if to.Final() {
		i.dropJob()
		i.nextAsk = 0
	}
	return i.moved
}

// dropJob has the ask job removed when the intent is written.
func (i *intent) dropJob() {
	if i.askJob != 0 {
		i.dropped, i.askJob = i.askJob, 0
	}
}

// learn takes over what a standing says beside the progress.
func (i *intent) learn(standing *strictpay.Standing) error {
	if standing.StatusQuery.Operation != "" {
		i.statusQuery = asText(standing.StatusQuery)
	}
	if standing.Reference != "" {
		i.reference = storable(standing.Reference)
	}
	if i.amount == "" && standing.Amount.IsSet() {
		i.amount = standing.Amount.String()
	}
	if i.currency == "" {
		i.currency = storable(standing.Currency)
	}
	if standing.Pace.Every > 0 {
		text, err := json.Marshal(standing.Pace)
		if err != nil {
			return err
		}
		i.pace = string(text)
	}
	if standing.Status == "" && standing.Code == "" {
		return nil
	}
	text, err := json.Marshal(result{standing.Status, standing.Code})
	i.result = string(text)
	return err
}

// take judges an intent by how its call stands. Done and refused never change: evidence against one of them is noted.
func (s *Settle[TTx]) take(i *intent, standing *strictpay.Standing, evidence string) (*Change, error) {
	to := i.state
	switch standing.Progress {
	case strictpay.ProgressDone:
		to = Done
	case strictpay.ProgressRefused:
		to = Refused
	case strictpay.ProgressPending:
		to = Pending
	default:
		if i.state == Sent {
			to = Unknown
		}
	}
	switch {
	case i.state.settled():
		if (to == Done || to == Refused) && to != i.state {
			i.conflict = fmt.Sprintf("%s by %s", to, evidence)
		}
		return nil, nil
	case i.state == NotSent || i.state == Prepared:
		return nil, nil // no byte of it has left, so this is about something else
	case to == i.state:
		return nil, i.learn(standing)
	}
	if err := i.learn(standing); err != nil {
		return nil, err
	}
	reopened := i.state.Final() && !to.Final()
	change := s.moveTo(i, to, evidence)
	if to.Final() {
		return change, nil
	}
	i.notFound, i.firstNotFound, i.notFoundFor = 0, 0, 0
	if reopened {
		i.waited = 0
	}
	return change, nil
}

// planned is the wait that was planned before the next question.
func (i *intent) planned() time.Duration {
	return time.Duration(i.nextAsk-max(i.asked, i.sent)) * time.Microsecond
}

// passed is how much time has passed since the last question. A clock that was set back counts nothing, one that was
// set forward, or a process that was away, at most twice what was planned.
func (i *intent) passed(now time.Time) time.Duration {
	since := time.Duration(micros(now)-max(i.asked, i.sent)) * time.Microsecond
	return max(0, min(since, 2*max(i.planned(), time.Second)))
}

// wait is how long to wait before the next question.
func (s *Settle[TTx]) wait(i *intent) time.Duration {
	waited := time.Duration(i.waited) * time.Microsecond
	if i.state == Pending && i.pace != "" {
		var pace strictpay.Pace
		if json.Unmarshal([]byte(i.pace), &pace) == nil && pace.Every > 0 && waited < pace.Total {
			if i.asks == 0 {
				return pace.First
			}
			return pace.Every
		}
	}
	at := i.timeout
	if i.state == Pending {
		at = 0
	}
	for n := 0; ; n++ {
		step := s.config.Schedule[min(n, len(s.config.Schedule)-1)]
		if at += step; at > waited {
			return at - waited
		}
		if n >= len(s.config.Schedule) {
			return step
		}
	}
}
