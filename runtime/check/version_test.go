package check_test

import (
	"testing"

	"github.com/strictpay/strictpay/runtime/check"
)

func TestVersions(t *testing.T) {
	t.Parallel()
	ordered := []string{"1.1", "1.2", "1.9", "1.10", "1.11", "2.0", "10.0"}
	for i, a := range ordered {
		for j, b := range ordered {
			if got := check.CompareVersions(a, b); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%s and %s compare as %d", a, b, got)
			}
		}
	}
}

// A member that came with API 1.3 may be sent in 1.10.
func TestMembersOfLaterVersions(t *testing.T) {
	t.Parallel()
	for version, refused := range map[string]bool{"1.2": true, "1.3": false, "1.9": false, "1.10": false} {
		c := check.Checker{Version: version}
		c.Gate("member", true, "1.3", "")
		if got := c.Found().Violated(); got != refused {
			t.Errorf("in %s refused: %v", version, got)
		}
	}
}
