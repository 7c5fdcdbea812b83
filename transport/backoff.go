package transport

import (
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	backoffBase = 200 * time.Millisecond // longest first wait; doubles with every attempt
	backoffCap  = 5 * time.Second
	askedCap    = 30 * time.Second // longest wait a server can ask for
)

// fullJitter spreads waits over the whole span: clients that failed together do not come back together.
func fullJitter(span time.Duration) time.Duration { return rand.N(span + 1) }

// backoff is the wait after an attempt. A server that asks for a longer one gets it, up to askedCap; beyond that
// nobody waits, and the answer is returned.
func (c *Chain) backoff(attempt, status int, header http.Header, now time.Time) (time.Duration, bool) {
	span := backoffCap
	if shift := attempt - 1; shift < 10 {
		span = min(span, backoffBase<<shift)
	}
	wait := c.jitter(span)
	asked := c.askedWait(status, header, now)
	if asked > askedCap {
		return 0, false
	}
	return max(wait, asked), true
}

// askedWait reads Retry-After, seconds or an HTTP date, and with a 429 the API's own header for it, seconds. What
// cannot be read asks for nothing.
func (c *Chain) askedWait(status int, header http.Header, now time.Time) time.Duration {
	if value := strings.TrimSpace(header.Get("Retry-After")); value != "" {
		if wait, ok := seconds(value); ok {
			return wait
		}
		if at, err := http.ParseTime(value); err == nil {
			return max(0, at.Sub(now))
		}
	}
	if status == http.StatusTooManyRequests && c.reset != "" {
		if wait, ok := seconds(strings.TrimSpace(header.Get(c.reset))); ok {
			return wait
		}
	}
	return 0
}

// seconds reads digits only, and stops counting soon after askedCap: nothing overflows.
func seconds(text string) (time.Duration, bool) {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, false
	}
	return time.Duration(min(n, 1_000_000)) * time.Second, true
}
