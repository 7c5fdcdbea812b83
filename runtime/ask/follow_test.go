package ask_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/spec"
)

var pace = spec.Polling{First: time.Second, Every: 3 * time.Second, Total: 11 * time.Second}

// A script is what the questions are answered, one after the other; the last answer stays.
type script struct {
	answers []any // int or error
	asked   []time.Duration
	begun   time.Time
}

func (s *script) ask(context.Context) (*int, error) {
	s.asked = append(s.asked, time.Since(s.begun))
	answer := s.answers[0]
	if len(s.answers) > 1 {
		s.answers = s.answers[1:]
	}
	if err, ok := answer.(error); ok {
		return nil, err
	}
	n := answer.(int)
	return &n, nil
}

func TestFollow(t *testing.T) {
	t.Parallel()
	lost := errors.New("lost")
	for _, c := range []struct {
		name    string
		answers []any
		value   int // 0 for none
		err     error
		asked   int
	}{
		{"the end at once", []any{9}, 9, nil, 1},
		{"the end later", []any{1, 2, 9}, 9, nil, 3},
		{"answers that are lost are asked for again", []any{lost, lost, 9}, 9, nil, 3},
		{"the time is up", []any{1}, 1, nil, 4},
		{"the time is up after a lost answer", []any{2, lost}, 2, nil, 4},
		{"nothing could be read", []any{lost}, 0, lost, 4},
		{"there is no such thing", []any{1, strictpay.ErrNotFound}, 0, strictpay.ErrNotFound, 2},
		{"the credentials are not accepted", []any{strictpay.ErrUnauthorized}, 0, strictpay.ErrUnauthorized, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &script{answers: c.answers, begun: time.Now()}
				got, err := ask.Follow(t.Context(), pace, s.ask, func(n *int) bool { return *n == 9 })
				if (got != nil) != (c.value != 0) || got != nil && *got != c.value || !errors.Is(err, c.err) {
					t.Errorf("gives %v, %v", got, err)
				}
				if len(s.asked) != c.asked || s.asked[0] != pace.First || c.asked > 1 &&
					s.asked[1]-s.asked[0] != pace.Every {
					t.Errorf("asked at %v", s.asked)
				}
			})
		})
	}
}

func TestFollowEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		s := &script{answers: []any{1}, begun: time.Now()}
		if got, err := ask.Follow(ctx, pace, s.ask, func(*int) bool {
			return false
		}); got != nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("gives %v, %v", got, err)
		}
		if took := time.Since(s.begun); took != 2*time.Second {
			t.Errorf("ended after %s", took)
		}
	})
}
