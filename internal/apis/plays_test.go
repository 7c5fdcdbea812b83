package apis_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Every scenario of every fake can be reached from the records that it starts with, changes the books when a record
// allows it, and is refused when it does not.
func TestEveryScenarioChangesTheBooks(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			played := map[string]bool{}
			scenarios := a.Fake(sandbox.New(t)).Scenarios()
			for i := range scenarios { // one may take the only record away from another
				x := a.Fake(sandbox.New(t)).Server
				for _, s := range x.Switches() {
					if strings.HasPrefix(s.Name, "hold-") {
						s.Set(true) // what is held can be settled
					}
				}
				if i == 0 {
					refuseWhatIsNotAllowed(t, x)
				}
				here := map[string]bool{}
				for playOnce(t, x, slices.Concat(x.Scenarios()[i:], x.Scenarios()[:i]), here) {
				}
				maps.Copy(played, here)
			}
			for _, s := range scenarios {
				if !played[s.Name] {
					t.Errorf("%s never changed anything", s.Name)
				}
			}
		})
	}
}

// playOnce plays the first scenario that has not been played yet, on a record that allows it and that it changes;
// false where there is none.
func playOnce(t *testing.T, x fake.Server, scenarios []fake.Scenario, played map[string]bool) bool {
	t.Helper()
	for _, s := range scenarios {
		for _, record := range x.Records() {
			if played[s.Name] || !slices.Contains(record.Scenarios, s.Name) {
				continue
			}
			before := fmt.Sprint(x.Records())
			if s.Takes == fake.TakesAmount {
				if err := s.Play(record.ID, ""); !errors.Is(err, fake.ErrAmount) {
					t.Errorf("%s without an amount: %v", s.Name, err)
				}
			}
			if err := s.Play(record.ID, argument(s)); err != nil {
				t.Errorf("%s of %s %s: %v", s.Name, record.Kind, record.ID, err)
			}
			if fmt.Sprint(x.Records()) != before {
				played[s.Name] = true
				return true
			}
		}
	}
	return false
}

// refuseWhatIsNotAllowed plays every scenario on each record of its kind that does not allow it.
func refuseWhatIsNotAllowed(t *testing.T, x fake.Server) {
	t.Helper()
	for _, s := range x.Scenarios() {
		if err := s.Play("no-such-record", argument(s)); !errors.Is(err, fake.ErrNotFound) {
			t.Errorf("%s of a record that is not there: %v", s.Name, err)
		}
		for _, record := range x.Records() {
			if slices.Contains(record.Scenarios, s.Name) {
				continue
			}
			before := fmt.Sprint(x.Records())
			err := s.Play(record.ID, argument(s))
			if err == nil && fmt.Sprint(x.Records()) == before {
				continue // what is done already
			}
			if !errors.Is(err, fake.ErrState) && !errors.Is(err, fake.ErrNotFound) {
				t.Errorf("%s of %s %s, which does not allow it: %v", s.Name, record.Kind, record.ID, err)
			}
		}
	}
}

func argument(s fake.Scenario) string {
	switch s.Takes {
	case fake.TakesAmount, fake.TakesPartAmount:
		return "1"
	case fake.TakesCode:
		return s.Codes[len(s.Codes)-1]
	}
	return ""
}

// Switches are read back as they were set.
func TestSwitches(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	for _, a := range apis.All() {
		x := a.Fake(s).Server
		for i, one := range x.Switches() {
			one.Set(!one.On)
			if now := x.Switches()[i]; now.On == one.On || now.Name == "" || now.Label == "" {
				t.Errorf("%s %+v", a.Name, now)
			}
		}
	}
}
