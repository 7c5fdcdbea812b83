package failures

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/rawserver"
	"github.com/strictpay/strictpay/transport"
)

// tooLarge is what a chain says of an answer over its limit.
func tooLarge(t *testing.T) error {
	t.Helper()
	chain, err := transport.New(strictpay.Config{ResponseLimit: 1})
	if err != nil {
		t.Fatal(err)
	}
	server := rawserver.New(t, rawserver.JSON(http.StatusOK, "{}"))
	rsp, err := (&http.Client{Transport: chain}).Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer rsp.Body.Close()
	_, err = io.ReadAll(rsp.Body)
	return err
}

// An agreeable error says that it is whatever it is asked for.
type agreeable struct{}

func (agreeable) Error() string { return "agreeable" }
func (agreeable) Is(error) bool { return true }

// Another call's answer was too large, and its error cancels this one: what came of this answer is no whole one, and
// neither a refusal nor too large.
func TestAnotherCallsTooLargeAnswer(t *testing.T) {
	causes := map[string]error{"sentinel": strictpay.ErrTooLarge, "chain": tooLarge(t), "agreeable": agreeable{}}
	begun := map[string]string{
		"success":   "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"data\":",
		"no login":  "HTTP/1.1 401 Unauthorized\r\nContent-Length: 1000\r\n\r\n{",
		"refusal":   "HTTP/1.1 422 X\r\nContent-Length: 1000\r\n\r\n{\"code\":\"1\"}",
		"no answer": "",
	}
	sideBySide(calls(), func(c call) {
		for name, cause := range causes {
			for what, text := range begun {
				ctx, cancel := context.WithCancelCause(t.Context())
				server := rawserver.New(t, func(r *rawserver.Request) bool {
					_, _ = io.WriteString(r.Conn, text)
					time.AfterFunc(5*time.Millisecond, func() { cancel(cause) })
					r.Wait()
					return false
				})
				err := invoke(ctx, at(t, c, server.URL), c)
				what := fmt.Sprintf("%s, %s, cancelled with %s", c, what, name)
				expect(t, what, err, withoutAnswer(c))
				if !errors.Is(err, context.Canceled) || errors.Is(err, strictpay.ErrTooLarge) ||
					strings.Contains(err.Error(), "limit") {
					t.Errorf("%s: %v", what, err)
				}
				cancel(nil)
				server.Close()
			}
		}
	})
}

// Only a code of the provider says that something does not exist; a proxy's looks like the status.
func TestProxiesCodesAreNotOfTheProvider(t *testing.T) {
	sideBySide(calls(), func(c call) {
		server := rawserver.New(t, rawserver.JSON(http.StatusNotFound, `{"code":404,"message":"no Route matched"}`))
		err := invoke(t.Context(), at(t, c, server.URL), c)
		if found := errors.Is(err, strictpay.ErrNotFound); found != (c.Name == "vertex") { // whose codes are such
			t.Errorf("%s: not found: %v: %v", c, found, err)
		}
	})
}

// HTTP has no statuses above 599: they say nothing, not even that there is no answer.
func TestStatusesBeyondHTTP(t *testing.T) {
	sideBySide(calls(), func(c call) {
		for _, status := range []int{600, 999} {
			for _, body := range []string{"", `{"code":"1"}`} {
				server := rawserver.New(t, rawserver.JSON(status, body))
				err := invoke(t.Context(), at(t, c, server.URL), c)
				expect(t, fmt.Sprintf("%s, HTTP %d %s", c, status, body), err, contradicted(c))
			}
		}
	})
}
