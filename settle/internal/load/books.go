package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/sandbox"
)

// A verdict compares intents, effects and books.
type verdict struct {
	intents, outcomes, listed, lost, doubled, contradicting int64

	open     map[string]int // of the listed: by operation and state
	done     map[string]int // of the outcomes: carried out, by operation
	problems []string
}

func (r *verdict) good() bool {
	return r.intents > 0 && r.intents == r.outcomes+r.listed && r.lost+r.doubled+r.contradicting == 0
}

// judge compares every intent with what was delivered of it, and with the books of the sandbox.
func judge(v *view, in *sandbox.Sandbox) (*verdict, error) {
	r := &verdict{open: map[string]int{}, done: map[string]int{}}
	effects := map[string]map[string]int{} // of operation and key: states
	seen := map[string]bool{}
	err := v.rows(`SELECT key, operation || ' ' || business_key, state FROM shop_effect`, func(key, of, state string) {
		if seen[key] {
			r.doubled++
			r.problem("%s: outcome %s was delivered twice", of, key)
		}
		seen[key] = true
		if effects[of] == nil {
			effects[of] = map[string]int{}
		}
		effects[of][state]++
	})
	if err != nil {
		return nil, err
	}
	err = v.rows(`SELECT operation, business_key, state FROM {}pay_intent`, func(operation, key, state string) {
		r.judge(operation, key, state, effects[operation+" "+key], carriedOut(in, operation, key))
	})
	return r, err
}

func (r *verdict) judge(operation, key, state string, delivered map[string]int, times int) {
	r.intents++
	if times > 1 || delivered["done"] > 1 || delivered["refused"] > 1 {
		r.doubled++
		r.problem("%s %s: the books have it %d times, and delivered was %v", operation, key, times, delivered)
	}
	switch {
	case slices.Contains([]string{"prepared", "sent", "unknown", "pending"}, state):
		r.listed++
		r.open[operation+" "+state]++
	case delivered[state] == 0:
		r.lost++
		r.problem("%s %s is %s, and that was not delivered", operation, key, state)
	case state == "abandoned": // it says that nobody knows, and is listed for a person
		r.listed++
		r.open[operation+" "+state]++
	default:
		r.outcomes++
		if state == "done" {
			r.done[operation]++
		}
		if (times > 0) != (state == "done") {
			r.contradicting++
			r.problem("%s %s is %s, and the books have it %d times", operation, key, state, times)
		}
	}
}

func (r *verdict) problem(format string, args ...any) {
	if len(r.problems) < 20 {
		r.problems = append(r.problems, fmt.Sprintf(format, args...))
	}
}

// String is what people read, and the numbers that have to agree.
func (r *verdict) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d intents = %d outcomes + %d listed; %d lost, %d doubled, %d contradicting the books",
		r.intents, r.outcomes, r.listed, r.lost, r.doubled, r.contradicting)
	for _, of := range []struct {
		what  string
		count map[string]int
	}{{"carried out", r.done}, {"listed", r.open}} {
		if len(of.count) > 0 {
			fmt.Fprintf(&b, "\n  %s: %s", of.what, strings.TrimPrefix(fmt.Sprint(of.count), "map"))
		}
	}
	for _, problem := range r.problems {
		b.WriteString("\n  " + problem)
	}
	return b.String()
}
