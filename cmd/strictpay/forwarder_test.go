package main

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// A body that has passed to its end is recorded, even where whoever looks for more behind it finds it closed.
func TestBodiesAreRecordedToTheirEnd(t *testing.T) {
	t.Parallel()
	closed := errors.New("read on a closed body")
	for name, c := range map[string]struct {
		length int64
		want   bool
	}{
		"all that was declared": {4, true}, "less than was declared": {5, false}, "no length declared": {-1, false},
	} {
		body := &capture{from: io.NopCloser(io.MultiReader(strings.NewReader("body"), failing{closed})),
			length: c.length}
		_, err := io.ReadAll(body)
		if !errors.Is(err, closed) {
			t.Errorf("%s: the reader is reported %v", name, err)
		}
		if got := body.message(nil); got.Recorded != c.want || string(got.Body) != "body" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
