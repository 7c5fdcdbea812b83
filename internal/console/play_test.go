package console

import (
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Every button of every record that the page shows does what it says, for every API: the books change.
func TestEveryPlayOfEveryAPI(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			c, start := served(t)
			x := fakeOf(t, c, a.Name)
			played := map[string]bool{}
			for _, s := range x.Scenarios() {
				record := allowing(x, s.Name)
				if record == nil {
					continue // an earlier one has taken it; internal/apis plays them all
				}
				played[s.Name] = true
				before := fmt.Sprint(x.Records())
				code, text := form(t, start+"?api="+a.Name, "do", "play", "api", a.Name, "id", record.ID, "play",
					s.Name,
					"argument", argument(s))
				if code != http.StatusOK || fmt.Sprint(x.Records()) == before {
					t.Errorf("%s of %s: %d, books %v", s.Name, record.ID, code, x.Records())
				}
				gone := !slices.ContainsFunc(x.Records(), func(r fake.Record) bool {
					return r.Kind == record.Kind && r.ID == record.ID
				})
				said := html.EscapeString(a.Title + ": " + s.Label + " " + record.ID + ": done.")
				shown := strings.Contains(text, `id="record-`+dashed(a.Name, record.Kind, record.ID))
				if !strings.Contains(text, said) || shown == gone {
					t.Errorf("the page does not say %q", said)
				}
			}
			if len(played) < len(x.Scenarios())/2 {
				t.Errorf("only %v could be played", played)
			}
		})
	}
}

func allowing(x fake.Server, name string) *fake.Record {
	list := x.Records()
	if i := slices.IndexFunc(list, func(r fake.Record) bool { return slices.Contains(r.Scenarios, name) }); i >= 0 {
		return &list[i]
	}
	return nil
}

func argument(s fake.Scenario) string {
	switch s.Takes {
	case fake.TakesAmount, fake.TakesPartAmount:
		return "1"
	case fake.TakesCode:
		return s.Codes[0]
	}
	return ""
}

// What a fake does with its next answers and callbacks is set on the page, and shown there.
func TestDesk(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	for _, a := range apis.All() {
		x := fakeOf(t, c, a.Name)
		do := func(want int, values ...string) string {
			t.Helper()
			code, text := form(t, start, append([]string{"api", a.Name}, values...)...)
			if code != want {
				t.Errorf("%s %v: %d", a.Name, values, code)
			}
			return text
		}
		if text := do(200, "do", "fault", "fault", fake.FaultCut); !strings.Contains(text, "waiting: "+fake.FaultCut) {
			t.Error("the page does not show the fault")
		}
		if !slices.Equal(x.FaultsWaiting(), []string{fake.FaultCut}) {
			t.Errorf("%v", x.FaultsWaiting())
		}
		do(200, "do", "no-fault")
		if len(x.FaultsWaiting()) != 0 {
			t.Errorf("%v", x.FaultsWaiting())
		}
		do(200, "do", "repeat", "times", "2")
		do(200, "do", "hold")
		if got := x.CallbackState(); !got.Held || got.Repeat != 2 {
			t.Errorf("%+v", got)
		}
		do(200, "do", "release-reversed")
		if x.CallbackState().Held {
			t.Error("callbacks are still held")
		}
		for _, s := range x.Switches() {
			do(200, "do", "switch", "switch", s.Name, "on", fmt.Sprint(!s.On))
		}
		for _, values := range [][]string{
			{"do", "fault", "fault", "no-such-fault"}, {"do", "repeat", "times", "11"}, {"do", "repeat", "times", "-1"},
			{"do", "switch", "switch", "none"}, {"do", "play", "play", "none"}, {"do", "none"}, {"do", ""},
		} {
			do(http.StatusBadRequest, values...)
		}
		text := do(http.StatusConflict, "do", "play", "play", x.Scenarios()[0].Name, "id", "<i>none</i>")
		if !strings.Contains(text, "&lt;i&gt;none&lt;/i&gt;: not done") {
			t.Error("the page does not say what was not done")
		}
	}
	if code, _ := form(t, start, "do", "hold", "api", "none"); code != http.StatusBadRequest {
		t.Errorf("%d", code)
	}
	if list, _ := c.history.newest(""); len(list) > 0 {
		if code, _ := form(t, start, "do", "clear"); code != http.StatusOK {
			t.Errorf("%d", code)
		}
	}
}
