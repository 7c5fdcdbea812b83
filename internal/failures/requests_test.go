package failures

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/rawserver"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// requestOf is an example request of specs/, or a short one where those are not JSON.
func requestOf(t *testing.T, operation string) []byte {
	t.Helper()
	api, id, _ := strings.Cut(operation, ".")
	if body := casesOf[api].requests[id]; body != "" {
		return []byte(body)
	}
	text, err := os.ReadFile("../../specs/" + api + "/examples/" + id + ".request.json")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A writtenBody is a request whose body stands there in JSON; its parameters are those of the example.
type writtenBody struct {
	arguments
	body []byte
}

func (in writtenBody) Body(dst jsonread.Readable) error {
	_ = jsonread.ReadInto(in.body, dst) // what is wrong with it, the call's own check says
	return nil
}

// send makes a call with a body of JSON, of which one member has another text; it reports whether the request arrived.
func send(t *testing.T, operation, pointer, text string, opts ...strictpay.CallOption) (
	arrived bool, reported []strictpay.Deviation, err error,
) {
	t.Helper()
	for _, c := range calls() {
		if c.String() != operation {
			continue
		}
		server := rawserver.New(t, rawserver.Lost)
		defer server.Close()
		in := writtenBody{arguments{c.op, c.set}, put(t, requestOf(t, operation), pointer, text)}
		drift := strictpay.WithDriftHandler(func(_ context.Context, info *strictpay.Info) {
			reported = append(reported, info.Deviations...)
		})
		_, err = at(t, c, server.URL, strictpay.WithRetries(0), drift).Invoke(t.Context(), c.op.ID, in, opts...)
		return server.Arrived() > 0, reported, err
	}
	t.Fatalf("no operation %s", operation)
	return false, nil, nil
}

// A changedRequest is a request with another text at a pointer.
type changedRequest struct{ operation, at, sent string }

// A senseless request is one that no provider can mean, and the violation that is reported of it.
type senseless struct{ operation, at, sent, reported string }

// What no provider can mean is refused before it is sent, and the place is reported.
func TestSenselessRequestsAreNotSent(t *testing.T) {
	for _, of := range casesOf {
		for _, c := range of.senseless {
			what := c.operation + " " + c.at + " " + c.sent
			arrived, _, err := send(t, c.operation, c.at, c.sent)
			if arrived {
				t.Errorf("%s: sent", what)
			}
			expect(t, what, err, strictpay.Unsent)
			var refused *strictpay.NotSent
			if !errors.As(err, &refused) || !slices.ContainsFunc(refused.Deviations, func(d strictpay.Deviation) bool {
				return string(d.Kind)+" "+d.Pointer == c.reported && d.Severity == strictpay.Violation
			}) {
				t.Errorf("%s: %q is not reported: %v", what, c.reported, err)
			}
		}
	}
}

// What looks odd and is legal is sent: carts with a discount, the least amount, gifts.
func TestLegalRequestsAreSent(t *testing.T) {
	for _, of := range casesOf {
		for _, c := range of.legal {
			if arrived, _, err := send(t, c.operation, c.at, c.sent); !arrived {
				t.Errorf("%s %s: not sent: %v", c.operation, c.sent, err)
			}
		}
	}
}

// An unlisted value is one that a list does not have.
type unlisted struct {
	operation, at, sent string
	grows               bool // the list does
}

// A value that a list does not have is sent where the list grows, and with AllowUnlisted everywhere, and reported as
// drift.
func TestUnlistedValuesAreSent(t *testing.T) {
	for _, of := range casesOf {
		for _, c := range of.unlisted {
			for _, allowed := range []bool{false, true} {
				c.try(t, allowed)
			}
		}
	}
}

func (c *unlisted) try(t *testing.T, allowed bool) {
	t.Helper()
	var opts []strictpay.CallOption
	if allowed {
		opts = append(opts, strictpay.AllowUnlisted())
	}
	arrived, reported, err := send(t, c.operation, c.at, c.sent, opts...)
	if arrived != (c.grows || allowed) {
		t.Errorf("%s %s, allowed %v: arrived %v: %v", c.operation, c.sent, allowed, arrived, err)
	}
	want := strictpay.Violation
	if arrived {
		want = strictpay.Drift
	} else {
		reported = strictpay.DeviationsOf(err)
	}
	if len(reported) == 0 || reported[0].Kind != strictpay.KindUnknownValue || reported[0].Pointer != c.at ||
		reported[0].Severity != want {
		t.Errorf("%s %s, allowed %v: reported %v", c.operation, c.sent, allowed, reported)
	}
}
