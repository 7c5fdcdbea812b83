package apis_test

import (
	"strings"
	"testing"
)

// Callbacks as real providers send them, against their documents: the value is whole, so they are delivered once, as
// clean ones are. A refused callback would be repeated until the provider gives up, and the order stay unpaid.
func TestDriftingCallbacksAreDelivered(t *testing.T) {
	t.Parallel()
	eachCallback(t, func(t *testing.T, c callback) {
		pairs := append([]string{"", "\ufeff"}, c.drifting...)
		for i := 0; i < len(pairs); i += 2 {
			body := strings.Replace(c.body, pairs[i], pairs[i+1], 1)
			if body == c.body {
				t.Errorf("%q is not in the body", pairs[i])
				continue
			}
			s := new(service)
			h, err := c.handler(s, "secret")
			if err != nil {
				t.Fatal(err)
			}
			status := c.post(h, "secret", body)
			if status/100 != 2 || len(s.keys) != 1 || len(s.violations) != 0 || s.value == nil {
				t.Errorf("%s: HTTP %d, delivered as %q, violations %q, %v", pairs[i+1], status, s.keys, s.violations,
					s.failed)
			}
		}
	})
}
