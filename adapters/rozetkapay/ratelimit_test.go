package rozetkapay_test

import (
	"context"
	"errors"
	"math"
	"net/http"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

func TestTheRateLimit(t *testing.T) {
	t.Parallel()
	s, client := connect(t, strictpay.WithRetries(0))
	var info strictpay.Info
	if _, err := client.PayPartsRequestInfo(context.Background(), "example-signed",
		strictpay.WithInfo(&info)); err != nil {
		t.Fatal(err)
	}
	if limit, ok := rozetkapay.RateLimitIn(&info); !ok ||
		limit != (rozetkapay.RateLimit{Limit: 1000, Remaining: 999, Reset: 0}) {
		t.Errorf("%+v %v", limit, ok)
	}
	s.LimitRate(1, 1, 7*time.Second)
	if _, err := client.PayPartsRequestInfo(context.Background(), "example-signed"); err != nil {
		t.Fatal(err)
	}
	_, err := client.PayPartsConfirmOrder(context.Background(),
		rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "example-signed"})
	if limit, ok := rozetkapay.RateLimitOf(err); !errors.Is(err, rozetkapay.ErrRateLimited) || !ok ||
		limit.Remaining != 0 || limit.Reset != 7*time.Second {
		t.Errorf("%v: %+v %v", err, limit, ok)
	}
	if details := rozetkapay.Details(refused(t, err, http.StatusTooManyRequests,
		"too_many_requests")); details == nil || details.ErrorID == nil ||
		*details.Type != rozetkapayapi.ErrorTypeAPIError {
		t.Errorf("%v", details)
	}
	if errors.Is(err, strictpay.ErrOutcomeUnknown) || s.Books("example-signed").Charges != 0 {
		t.Errorf("a refused confirmation was made")
	}
	if _, err := client.PayPartsConfirmOrder(context.Background(),
		rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "example-signed"}); err != nil {
		t.Errorf("the limit is not lifted: %v", err)
	}
}

func TestARefusedQuestionIsAskedAgain(t *testing.T) {
	t.Parallel()
	s, client := connect(t, strictpay.WithRetries(2))
	s.LimitRate(0, 1, 0)
	if _, err := client.PayPartsRequestInfo(context.Background(), "example-signed"); err != nil {
		t.Errorf("a question that was refused with 429 is safe to repeat: %v", err)
	}
	s.LimitRate(0, 1, 0)
	if _, err := client.PayPartsConfirmOrder(context.Background(),
		rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "example-signed"}); !errors.Is(err,
		rozetkapay.ErrRateLimited) {
		t.Errorf("a confirmation was repeated: %v", err)
	}
}

func TestRateLimitHeaders(t *testing.T) {
	t.Parallel()
	none := rozetkapay.RateLimit{Limit: -1, Remaining: -1, Reset: -1}
	for _, c := range []struct {
		name   string
		header http.Header
		want   rozetkapay.RateLimit
		ok     bool
	}{
		{"the documented example",
			http.Header{"X-Ratelimit-Limit": {"1000"}, "X-Ratelimit-Remaining": {"999"}, "X-Ratelimit-Reset": {"0"}},
			rozetkapay.RateLimit{Limit: 1000, Remaining: 999}, true},
		{"in capitals", http.Header{"X-RATELIMIT-LIMIT": {"5"}, "X-RATELIMIT-REMAINING": {"0"},
			"X-RATELIMIT-RESET": {"3"}}, rozetkapay.RateLimit{Limit: 5, Reset: 3 * time.Second}, true},
		{"one of three", http.Header{"X-RateLimit-Reset": {"2"}},
			rozetkapay.RateLimit{Limit: -1, Remaining: -1, Reset: 2 * time.Second}, true},
		{"none", http.Header{"Retry-After": {"2"}}, none, false},
		{"no numbers", http.Header{"X-Ratelimit-Limit": {"many"}, "X-Ratelimit-Remaining": {"-1"},
			"X-Ratelimit-Reset": {"1.5"}}, none, false},
		{"too large a number", http.Header{"X-Ratelimit-Reset": {"99999999999999999999"}}, none, false},
		{"a very long time", http.Header{"X-Ratelimit-Reset": {"9223372036854775807"}},
			rozetkapay.RateLimit{Limit: -1, Remaining: -1, Reset: math.MaxInt64 / time.Second * time.Second}, true},
		{"nothing at all", nil, none, false},
	} {
		if got, ok := rozetkapay.ParseRateLimit(c.header); got != c.want || ok != c.ok {
			t.Errorf("%s: %+v %v", c.name, got, ok)
		}
	}
	if got, ok := rozetkapay.RateLimitOf(nil); got != none || ok {
		t.Errorf("of no error: %+v %v", got, ok)
	}
	if got, ok := rozetkapay.RateLimitIn(nil); got != none || ok {
		t.Errorf("in no info: %+v %v", got, ok)
	}
	if rozetkapay.Details(nil) != nil {
		t.Error("details of no error")
	}
}
