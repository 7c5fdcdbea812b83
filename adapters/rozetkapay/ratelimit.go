package rozetkapay

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A RateLimit is what the provider says of its limits in the headers of an answer. What the limits of an account are
// is not documented.
type RateLimit struct {
	Limit     int64 // requests per second; -1 where the answer does not say
	Remaining int64 // requests left; -1 where the answer does not say
	// until requests are allowed again, in whole seconds on the wire; -1 where the answer does not say
	Reset time.Duration
}

// maxReset keeps a number of seconds within a Duration.
const maxReset = int64(1<<63-1) / int64(time.Second)

// ParseRateLimit reads the headers of an answer; false if it has none of them. A header that is no whole number from
// 0 on counts as absent.
func ParseRateLimit(header http.Header) (RateLimit, bool) {
	names := rozetkapayapi.API.RateLimit
	r := RateLimit{Limit: whole(header, names.Limit), Remaining: whole(header, names.Remaining), Reset: -1}
	if seconds := whole(header, names.Reset); seconds >= 0 {
		r.Reset = time.Duration(min(seconds, maxReset)) * time.Second
	}
	return r, r.Limit >= 0 || r.Remaining >= 0 || r.Reset >= 0
}

// RateLimitOf reads the headers of the refusal in an error, such as the one behind ErrRateLimited; false if there is
// no refusal or it has none of them.
func RateLimitOf(err error) (RateLimit, bool) {
	var refusal *Error
	if !errors.As(err, &refusal) {
		return RateLimit{Limit: -1, Remaining: -1, Reset: -1}, false
	}
	return ParseRateLimit(refusal.Header())
}

// RateLimitIn reads the headers of a call made with strictpay.WithInfo.
func RateLimitIn(info *strictpay.Info) (RateLimit, bool) {
	if info == nil {
		return RateLimit{Limit: -1, Remaining: -1, Reset: -1}, false
	}
	return ParseRateLimit(info.Header())
}

// whole reads a header of digits, under whatever case its name was put into the map; -1 where it is absent or
// something else.
func whole(header http.Header, name string) int64 {
	text := header.Get(name)
	if text == "" {
		for key, values := range header {
			if http.CanonicalHeaderKey(key) == http.CanonicalHeaderKey(name) && len(values) > 0 {
				text = values[0]
				break
			}
		}
	}
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return -1
	}
	return int64(n)
}
