package console

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A sandboxView is what the first tab shows.
type sandboxView struct {
	Tab     string
	Said    string
	Chosen  string // API that is shown alone; "" for all
	Find    string // what events must have in them
	Query   string // of this page
	Choices []choice
	Events  []eventView
	Newest  int // number of the newest event
	Lost    int
	Kept    int
	Touched []recordView // the newest first
	More    int          // touched records that are not shown
	APIs    []apiView
}

type choice struct {
	Title, Query string
	Current      bool
}

// An eventView is an event, and the link that opens or closes it.
type eventView struct {
	*event
	Query string
	Open  bool
}

// An apiView is one fake: what becomes of its next answers and callbacks, and what it has from the start.
type apiView struct {
	Name, Title, URL string
	Faults           []string // that wait
	FaultNames       []string
	Callbacks        fake.CallbackState
	Switches         []fake.Switch
	Fresh            []recordView
}

// A recordView is a record, and what can be done to it.
type recordView struct {
	fake.Record
	API       string
	Title     string // of the API
	Key       string // of its elements
	Sums      []sum
	Scenarios []scenarioView
	Buttons   bool // some of them take nothing
}

type scenarioView struct {
	fake.Scenario
	Alone bool // takes nothing
}

func (c *Console) sandboxView(r *http.Request) sandboxView {
	query := r.URL.Query()
	v := sandboxView{
		Tab: "sandbox", Said: c.lastSaid(), Chosen: query.Get("api"), Find: strings.TrimSpace(query.Get("find")),
		Query: back(r), Kept: keptEvents,
	}
	if _, known := c.api(v.Chosen); !known {
		v.Chosen = ""
	}
	var all []touched
	v.Choices = []choice{{"All APIs", changed(query, "api", ""), v.Chosen == ""}}
	for _, a := range c.list {
		v.Choices = append(v.Choices, choice{a.Title, changed(query, "api", a.Name), a.Name == v.Chosen})
		if v.Chosen == "" || v.Chosen == a.Name {
			one, list := c.apiView(a)
			v.APIs, all = append(v.APIs, one), append(all, list...)
		}
	}
	v.touch(all)
	shown, _ := strconv.Atoi(query.Get("show"))
	list, lost := c.history.newest(v.Chosen)
	if v.Lost = lost; len(list) > 0 {
		v.Newest = list[0].Number
	}
	for _, e := range list {
		if !e.has(v.Find) {
			continue
		}
		one := eventView{e, changed(query, "show", strconv.Itoa(e.Number)), e.Number == shown}
		if one.Open {
			one.Query = changed(query, "show", "")
		}
		v.Events = append(v.Events, one)
	}
	return v
}

// changed is a query with one member changed, as a link; "" takes it off.
func changed(query url.Values, name, value string) string {
	copied := url.Values{}
	for _, known := range []string{"api", "find", "show"} {
		if v := query.Get(known); v != "" && known != name {
			copied.Set(known, v)
		}
	}
	if value != "" {
		copied.Set(name, value)
	}
	return Path + "?" + copied.Encode()
}

// has reports whether an event has a text in what the page shows of it.
func (e *event) has(text string) bool {
	lower := strings.ToLower(text)
	in := func(s string) bool { return strings.Contains(strings.ToLower(s), lower) }
	return in(e.Name) || in(e.URL) || in(e.Answer) || slices.ContainsFunc(e.Parts, func(p part) bool {
		return in(p.Body)
	})
}

// touch shows the records to which something has happened, the newest first.
func (v *sandboxView) touch(all []touched) {
	slices.SortFunc(all, func(x, y touched) int { return y.since - x.since })
	if v.More = len(all) - mostRecords; v.More > 0 {
		all = all[:mostRecords]
	}
	for _, t := range all {
		v.Touched = append(v.Touched, newRecordView(t.api, t.Record, t.scenarios))
	}
}

func (c *Console) apiView(a apis.API) (v apiView, changed []touched) {
	f := a.Fake(c.sandbox)
	v = apiView{
		Name: a.Name, Title: a.Title, URL: f.URL, Faults: f.FaultsWaiting(), FaultNames: fake.FaultNames(),
		Callbacks: f.CallbackState(), Switches: f.Switches(),
	}
	changed, fresh := c.books.split(a.Name, f.Records())
	scenarios := f.Scenarios()
	for i := range changed {
		changed[i].api, changed[i].scenarios = a, scenarios
	}
	for _, r := range fresh {
		v.Fresh = append(v.Fresh, newRecordView(a, r, scenarios))
	}
	return v, changed
}

func newRecordView(a apis.API, r fake.Record, scenarios []fake.Scenario) recordView {
	v := recordView{Record: r, API: a.Name, Title: a.Title, Key: dashed(a.Name, r.Kind, r.ID), Sums: sums(r.Books)}
	for _, s := range scenarios {
		if slices.Contains(r.Scenarios, s.Name) {
			alone := s.Takes == fake.TakesNothing
			v.Scenarios, v.Buttons = append(v.Scenarios, scenarioView{s, alone}), v.Buttons || alone
		}
	}
	return v
}
