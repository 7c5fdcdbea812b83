package transport_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

// An operation without credentials whose success is a redirect: nothing that could authorize is asked for any, the
// redirect is not followed, and its address can be read.
func TestRedirectsThatAreTheSuccess(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", `<a href="/there">Found</a>.`} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/decline" || r.Header.Get("Authorization") != "" {
				t.Errorf("%s with the header %v", r.URL, r.Header)
			}
			w.Header().Set("Location", "/there")
			w.WriteHeader(http.StatusFound)
			_, _ = io.WriteString(w, body)
		}))
		t.Cleanup(server.Close)
		api := &spec.API{Name: "sample", Operations: []spec.Operation{
			{ID: "decline", Method: "GET", Path: "/decline", Effect: spec.Change, NoCredentials: true,
				Answers: spec.NoBody(302)},
			{ID: "other", Method: "GET", Path: "/decline", Effect: spec.Change, NoCredentials: true,
				Answers: spec.NoBody(303)},
			{ID: "authorized", Method: "GET", Path: "/decline", Effect: spec.Change, Answers: spec.NoBody(302)},
		}}
		api.Complete()
		caller := unauthorized(t, api, server.URL)
		var info strictpay.Info
		call := func(i int) error {
			call := caller.Start(t.Context(), &api.Operations[i], []strictpay.CallOption{strictpay.WithInfo(&info)})
			call.Request.Path = "/decline"
			_, err := invoke.Nothing(call)
			return err
		}
		if err := call(0); err != nil || info.Status != 302 || info.Header().Get("Location") != "/there" ||
			len(info.Deviations) > 0 {
			t.Errorf("body %q: %v, %v, Location %q", body, err, info, info.Header().Get("Location"))
		}
		if err := call(1); strictpay.OutcomeOf(err) != strictpay.Contradicted {
			t.Errorf("another redirect than the documented one: %v", err)
		}
		if err := call(2); !errors.Is(err, strictpay.ErrNotSent) || !errors.Is(err, errNoCredentials) {
			t.Errorf("with credentials: %v", err)
		}
	}
}

var errNoCredentials = errors.New("there are no credentials")

// unauthorized makes a caller that can send only what needs no credentials.
func unauthorized(t *testing.T, api *spec.API, server string) *invoke.Caller {
	t.Helper()
	caller, err := transport.NewCaller(api, server, nil, func(context.Context, http.Header) error {
		return errNoCredentials
	})
	if err != nil {
		t.Fatal(err)
	}
	return caller
}
