package strictpay

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/strictpay/strictpay/internal/leaf"
)

// An Asker is a client that can be asked later, by another process, what became of a call. Every adapter's client is
// one; the module settle works with it.
type Asker interface {
	// API is the name of the client's API: vertex.
	API() string
	// Account names the merchant's account at the provider. It is no secret; see WithAccount.
	Account() string
	// Question is what has to be kept of a request to ask about it later.
	Question(sending *Sending) (Question, error)
	// Answered is what the call's own answer says; value is what the method of the operation returned.
	Answered(q Question, value any) Standing
	// Ask asks the provider. An error means that asking failed, so that nothing is known that was not known before.
	Ask(ctx context.Context, q Question) (Standing, error)
	// Notice is what a webhook's event, such as *vertex.OrderEvent, is about; false for an event of another kind.
	Notice(event any) (Notice, bool)
}

// A Question is what is kept of a call to ask what became of it.
type Question struct {
	Operation   string // that was called: refundOrder
	StatusQuery StatusQuery
	// Reference names what the call is about, as in Notice: two calls about one order have the same.
	Reference string
	Amount    Decimal // that the request names; the zero value for none
	Currency  string  // that the request names, "" for none
	// Compares says that only the difference to the state before the call shows what became of it.
	Compares bool
	// Absence says that an answer which shows nothing of the call, given often enough and long after it, means that the
	// call was not carried out. It is false where no document supports that.
	Absence bool
	// Before is the State of a Standing from before the call, where Compares is set.
	Before string
	// Repeat is the request, where repeating it with its idempotency key is how to ask. It holds whatever the request
	// does, and is for nobody but Ask.
	Repeat Secret
}

// A Progress says how far a call has come.
type Progress string

// The values of Progress.
const (
	ProgressDone    Progress = "done"     // carried out, and nothing more is expected of anyone
	ProgressRefused Progress = "refused"  // ended without what the call was for
	ProgressPending Progress = "pending"  // the provider has it, and more is to come
	ProgressNotSeen Progress = "not seen" // the state shows nothing of the call; its request may still arrive
	ProgressUnclear Progress = "unclear"  // the state cannot tell
)

// A Standing is how a call stands at the provider.
type Standing struct {
	Progress Progress
	Status   string // the provider's own word: completed; "" where there is none
	Code     string // of a refusal
	// StatusQuery is how to ask from now on, where the answer has brought an identifier; without an Operation it is as
	// it was.
	StatusQuery StatusQuery
	Reference   string // what the call is about from now on; "" where it is as it was
	// State is what later questions are compared with. It names identifiers and amounts, no person and no card.
	State string
	Pace  Pace // at which the provider wants to be asked further; zero where no document says it

	Amount   Decimal // of the whole payment or order; the zero value where the answer names none
	Currency string
}

// RefusedStanding is the standing that follows from a refusal of the call. It is false for one that says nothing of the
// payment: 401, 403 and 429.
func RefusedStanding(refusal *Refusal) (Standing, bool) {
	if refusal.Is(ErrUnauthorized) || refusal.Is(ErrRateLimited) || refusal.Status == http.StatusForbidden {
		return Standing{}, false
	}
	return Standing{Progress: ProgressRefused, Code: refusal.Code}, true
}

// A Pace is how often a provider wants to be asked: first after First, then every Every, for Total in all.
type Pace struct{ First, Every, Total time.Duration }

// A Notice is what the event of a webhook says: which calls it may be about, and its own key and body.
type Notice struct {
	Key      string // the same for a repeat of the delivery
	Concerns []Concern
	Body     []byte // as it was verified
}

// A Concern is a call, or several, that an event may be about.
type Concern struct {
	Reference string // of their questions
	// StatusQuery is how to ask about a call that nothing led to before; without an Operation there is no news.
	StatusQuery StatusQuery
}

// Format prints the call and its status query, under every verb.
func (q Question) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, q.shown()) }

// LogValue is the same for slog.
func (q Question) LogValue() slog.Value { return slog.StringValue(q.shown()) }

// MarshalJSON is the same text, for loggers that write JSON.
func (q Question) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, q.shown()), nil }

func (q Question) shown() string {
	return "Question{" + q.Operation + ": " + q.StatusQuery.String() + "}"
}
