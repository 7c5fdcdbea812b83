package koshelek_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A desk answers questions from a script, one line per question, the last one again and again. Its time is that of
// the synctest bubble.
type double struct {
	koshelekapi.Service // what is not scripted must not be called
	begun               time.Time
	script              []koshelekapi.TransactionStatus
	failing             []error // of the first questions
	late                time.Duration
	about               string // the transaction that answers are about; empty: the one asked for
	code                koshelekapi.ErrorCode
	canceling           func() (*koshelekapi.CancelResult, error)

	asked    []time.Duration
	canceled []time.Duration
	request  koshelekapi.CancelRequest
}

func (d *double) TransactionStatus(ctx context.Context, body koshelekapi.TransactionStatusRequest,
	_ ...strictpay.CallOption) (*koshelekapi.TransactionState, error) {
	d.asked = append(d.asked, time.Since(d.begun))
	if body.RequestID != "" {
		return nil, errors.New("a question brings no requestId, so that each gets a new one")
	}
	if d.late > 0 {
		select {
		case <-time.After(d.late):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if n := len(d.asked) - 1; n < len(d.failing) {
		return nil, d.failing[n]
	}
	status := d.script[min(len(d.asked), len(d.script))-1]
	state := &koshelekapi.TransactionState{RequestID: "r", TransactionID: *body.TransactionID, Status: status}
	if d.about != "" {
		state.TransactionID = d.about
	}
	if status == koshelekapi.TransactionStatusRejected && d.code != "" {
		state.ErrorCode = &d.code
	}
	return state, nil
}

func (d *double) CancelTransaction(_ context.Context, body koshelekapi.CancelRequest,
	_ ...strictpay.CallOption) (*koshelekapi.CancelResult, error) {
	d.canceled = append(d.canceled, time.Since(d.begun))
	d.request = body
	return d.canceling()
}

var followed = koshelek.FollowRequest{TransactionID: "T-1", StoreID: store, TerminalID: desk}

func cancelAnswer(ref koshelekapi.RefStatus,
	status koshelekapi.TransactionStatus) func() (*koshelekapi.CancelResult, error) {
	return func() (*koshelekapi.CancelResult, error) {
		return &koshelekapi.CancelResult{RequestID: "r", RefTransactionID: "R-1", RefStatus: ref, TransactionID: "T-1",
			Status: status}, nil
	}
}

func refuse(status int, code string) error {
	refusal := koshelekapi.API.Refuse(koshelekapi.API.Operation("cancelTransaction"), status,
		spec.RefusalInfo{Code: code, Table: "error"})
	return &refusal
}

func TestFollowKeepsTheDocumentedPace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &double{begun: time.Now(),
			script: []koshelekapi.TransactionStatus{"new", "pending", "pending", "accepted"}}
		outcome := must(koshelek.Follow(t.Context(), d, followed))(t)
		if outcome.End != koshelek.EndAccepted || !outcome.End.Succeeded() || !outcome.End.Final() ||
			outcome.State.Status != "accepted" || outcome.Cancel != nil || outcome.LastError != nil {
			t.Errorf("outcome: %+v", outcome)
		}
		want := []time.Duration{250 * time.Millisecond, 500 * time.Millisecond, 750 * time.Millisecond, time.Second}
		if len(d.asked) != len(want) {
			t.Fatalf("asked at %v", d.asked)
		}
		for i := range want {
			if d.asked[i] != want[i] {
				t.Errorf("asked at %v", d.asked)
			}
		}
	})
}

func TestFollowCancelsAfterThirtySeconds(t *testing.T) {
	t.Parallel()
	for _, of := range []struct {
		name   string
		answer func() (*koshelekapi.CancelResult, error)
		then   koshelekapi.TransactionStatus // of the question after a refused cancellation
		end    koshelek.End
		final  bool
		code   string // of Refusal
	}{
		{"granted", cancelAnswer("accepted", "canceled"), "", koshelek.EndCanceled, true, ""},
		{"granted, and the payment's status lags behind", cancelAnswer("accepted", "pending"), "", koshelek.EndCanceled,
			true, ""},
		{"declined, it was just paid", cancelAnswer("rejected", "accepted"), "", koshelek.EndAccepted, true, ""},
		{"declined, it was just rejected", cancelAnswer("rejected", "rejected"), "rejected", koshelek.EndRejected, true,
			"NOT_ENOUGH_LIMIT_TO_PAY"},
		{"declined, and it still hangs", cancelAnswer("rejected", "pending"), "", koshelek.EndCancelRefused, false, ""},
		{"declined without a status", cancelAnswer("rejected", "none"), "", koshelek.EndCancelRefused, false, ""},
		{"taken on, not decided", cancelAnswer("new", "pending"), "", koshelek.EndUndecided, false, ""},
		{"not processed, it was just paid", func() (*koshelekapi.CancelResult, error) {
			return nil, refuse(422, "WRONG_TRANSACTION_STATE_CHANGE")
		}, "accepted", koshelek.EndAccepted, true, ""},
		{"not processed, and it still hangs", func() (*koshelekapi.CancelResult, error) {
			return nil, refuse(422, "TRANSACTION_IN_PROCESSING")
		}, "pending", koshelek.EndCancelRefused, false, "TRANSACTION_IN_PROCESSING"},
	} {
		t.Run(of.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := &double{begun: time.Now(), code: "NOT_ENOUGH_LIMIT_TO_PAY",
					script: []koshelekapi.TransactionStatus{"pending"}}
				d.canceling = func() (*koshelekapi.CancelResult, error) {
					d.script = append(d.script[:0], of.then)
					return of.answer()
				}
				outcome := must(koshelek.Follow(t.Context(), d, followed))(t)
				if outcome.End != of.end || outcome.End.Final() != of.final {
					t.Errorf("outcome: %+v", outcome)
				}
				if refusal := outcome.Refusal(); (refusal == nil) != (of.code == "") || refusal != nil &&
					refusal.Code != of.code {
					t.Errorf("refusal: %v", refusal)
				}
				if len(d.canceled) != 1 || d.canceled[0] != 30*time.Second {
					t.Errorf("canceled at %v", d.canceled)
				}
				if n := len(d.asked); n < 119 || n > 121 {
					t.Errorf("%d questions in 30 s", n)
				}
				if d.request.TransactionID != "T-1" || d.request.StoreID != store || d.request.TerminalID == nil ||
					*d.request.TerminalID != desk {
					t.Errorf("cancel request: %+v", d.request)
				}
			})
		})
	}
}

func TestFollowEnds(t *testing.T) {
	t.Parallel()
	for _, of := range []struct {
		status koshelekapi.TransactionStatus
		end    koshelek.End
	}{
		{"accepted", koshelek.EndAccepted}, {"partial_refunded", koshelek.EndAccepted},
		{"rejected", koshelek.EndRejected}, {"canceled", koshelek.EndCanceled}, {"refunded", koshelek.EndRefunded},
	} {
		synctest.Test(t, func(t *testing.T) {
			d := &double{begun: time.Now(),
				script: []koshelekapi.TransactionStatus{"none", "brand_new_status", of.status}}
			outcome := must(koshelek.Follow(t.Context(), d, followed))(t)
			if outcome.End != of.end || len(d.asked) != 3 || (outcome.Refusal() != nil) != (of.status == "rejected") {
				t.Errorf("%s: %+v", of.status, outcome)
			}
		})
	}
}

func TestFollowAsksAgainAfterAFailure(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		broken := &strictpay.Contradiction{Deviations: []strictpay.Deviation{{Kind: strictpay.KindNull,
			Pointer: "/status"}}}
		d := &double{begun: time.Now(),
			failing: []error{errors.New("connection reset"), broken, refuse(422, "TRANSACTION_IN_PROCESSING"),
				refuse(503, "")}, script: []koshelekapi.TransactionStatus{"accepted"}}
		outcome := must(koshelek.Follow(t.Context(), d, followed))(t)
		if outcome.End != koshelek.EndAccepted || len(d.asked) != 5 || refusalOf(t, outcome.LastError).Status != 503 {
			t.Errorf("outcome: %+v after %d questions", outcome, len(d.asked))
		}
	})
}

func TestFollowGivesUpOnWhatLasts(t *testing.T) {
	t.Parallel()
	for _, of := range []struct {
		name    string
		failing error
		script  koshelekapi.TransactionStatus
		is      error
		unknown bool
	}{
		{"no such payment, 422", refuse(422, "UNKNOWN_TRANSACTION_ID"), "pending", koshelek.ErrNotFound, false},
		{"no such payment, empty status", nil, "", koshelek.ErrNotFound, false},
		{"login not accepted", refuse(401, ""), "pending", strictpay.ErrOutcomeUnknown, true},
	} {
		t.Run(of.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := &double{begun: time.Now(), script: []koshelekapi.TransactionStatus{of.script}}
				if of.failing != nil {
					d.failing = []error{of.failing}
				}
				outcome, err := koshelek.Follow(t.Context(), d, followed)
				if outcome != nil || !errors.Is(err, of.is) ||
					errors.Is(err, strictpay.ErrOutcomeUnknown) != of.unknown || len(d.asked) != 1 {
					t.Errorf("%v after %d questions", err, len(d.asked))
				}
			})
		})
	}
}

// A question that was not sent says nothing about the payment: it may be paid all the same.
func TestFollowDoesNotSayNotSent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		cause := errors.New("connection refused")
		unsent := &strictpay.NotSent{API: "koshelek", Operation: "transactionStatus", Err: cause}
		d := &double{begun: time.Now(), failing: make([]error, 200),
			canceling: func() (*koshelekapi.CancelResult, error) {
				return nil, unsent
			}}
		for i := range d.failing {
			d.failing[i] = unsent
		}
		_, err := koshelek.Follow(t.Context(), d, followed)
		var unknown *strictpay.OutcomeUnknown
		if !errors.As(err, &unknown) || errors.Is(err, strictpay.ErrNotSent) || !errors.Is(err, cause) ||
			unknown.StatusQuery.String() != `transactionStatus transactionId="T-1"` {
			t.Errorf("%v", err)
		}
	})
}

func TestFollowStopsWithItsContext(t *testing.T) {
	t.Parallel()
	for _, of := range []struct {
		name string
		late time.Duration // of the answers
		at   time.Duration
	}{
		{"before the first question", 0, 100 * time.Millisecond}, {"between two questions", 0, 600 * time.Millisecond},
		{"within a question", time.Minute, time.Second},
	} {
		t.Run(of.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				why := errors.New("the customer left")
				ctx, stop := context.WithCancelCause(t.Context())
				time.AfterFunc(of.at, func() { stop(why) })
				d := &double{begun: time.Now(), late: of.late, script: []koshelekapi.TransactionStatus{"pending"}}
				outcome, err := koshelek.Follow(ctx, d, followed)
				if outcome != nil || !errors.Is(err, why) || !errors.Is(err, strictpay.ErrOutcomeUnknown) {
					t.Errorf("%v", err)
				}
				if time.Since(d.begun) != of.at || len(d.canceled) != 0 {
					t.Errorf("stopped after %v, canceled at %v", time.Since(d.begun), d.canceled)
				}
				synctest.Wait() // the bubble fails the test if a goroutine is left
			})
		})
	}
}

// The 30 seconds bound the questions as well: one that hangs does not put off the cancellation.
func TestFollowBoundsAQuestionThatHangs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &double{begun: time.Now(), late: time.Hour, script: []koshelekapi.TransactionStatus{"pending"},
			canceling: cancelAnswer("accepted", "canceled")}
		outcome := must(koshelek.Follow(t.Context(), d, followed))(t)
		if outcome.End != koshelek.EndCanceled || len(d.asked) != 1 || d.canceled[0] != 30*time.Second ||
			!errors.Is(outcome.LastError, context.DeadlineExceeded) {
			t.Errorf("outcome: %+v, canceled at %v", outcome, d.canceled)
		}
	})
}

func TestFollowDoesNotTakeAnotherPaymentsEnd(t *testing.T) {
	t.Parallel()
	for _, of := range []struct {
		name      string
		about     string
		status    koshelekapi.TransactionStatus
		cancelled string
	}{
		{"in the status", "T-2", "accepted", "T-1"},
		{"in the cancellation", "t-1", "pending", "T-2"}, // the same GUID in other case is the same
	} {
		t.Run(of.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := &double{begun: time.Now(), about: of.about, script: []koshelekapi.TransactionStatus{of.status},
					canceling: func() (*koshelekapi.CancelResult, error) {
						return &koshelekapi.CancelResult{RequestID: "r", RefTransactionID: "R-1", RefStatus: "accepted",
							TransactionID: of.cancelled, Status: "canceled"}, nil
					}}
				outcome, err := koshelek.Follow(t.Context(), d, followed)
				if of.cancelled == "T-1" {
					if err != nil || outcome.End != koshelek.EndCanceled || outcome.State != nil ||
						outcome.Slip() != nil || !errors.Is(outcome.LastError, koshelek.ErrOtherPayment) {
						t.Errorf("%+v, %v", outcome, err)
					}
					return
				}
				if !errors.Is(err, koshelek.ErrOtherPayment) || !errors.Is(err, strictpay.ErrOutcomeUnknown) {
					t.Errorf("%v", err)
				}
			})
		})
	}
}

func TestFollowAtAnotherPace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &double{begun: time.Now(), script: []koshelekapi.TransactionStatus{"pending"},
			canceling: cancelAnswer("accepted", "canceled")}
		// every stays 250 ms
		must(koshelek.Follow(t.Context(), d, followed, nil, koshelek.WithPolling(time.Second, 0, 2*time.Second)))(t)
		if len(d.asked) < 4 || d.asked[0] != time.Second || d.asked[1] != 1250*time.Millisecond ||
			d.canceled[0] != 2*time.Second {
			t.Errorf("asked at %v, canceled at %v", d.asked, d.canceled)
		}
	})
}
