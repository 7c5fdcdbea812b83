package console

import (
	"net/http"
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/reference"
	"github.com/strictpay/strictpay/runtime/spec"
)

// mostFound is how many lines of each kind a search gives.
const mostFound = 60

// A referenceView is the second tab: what there is, or what was found.
type referenceView struct {
	Tab   string
	Find  string
	APIs  []referenceAPI
	Codes []strictpay.Row
	Names []named
	More  bool // there is more than is shown
}

type referenceAPI struct {
	apis.API
	Types []string
}

// named is an operation, a webhook or a type that a search found.
type named struct{ API, Title, Kind, Name, About string }

// A pageView is one operation, table or type.
type pageView struct {
	Tab, API, Title, Name string
	Operation             *spec.Operation
	Behaviour             []string
	About                 *reference.Operation
	Table                 *spec.Table
	Schema                *reference.Schema
	Sections              []section
	doc                   *reference.Doc
	types                 map[string]bool
}

// A section is the members of one part of an operation, or those of a type.
type section struct {
	Title   string
	Members []reference.Member
}

type shower = func(w http.ResponseWriter, status int, name string, data any)

func (c *Console) referencePages(mux *http.ServeMux, show shower) {
	mux.HandleFunc("GET "+Path+"reference", func(w http.ResponseWriter, r *http.Request) {
		show(w, http.StatusOK, "reference", c.referenceView(strings.TrimSpace(r.URL.Query().Get("find"))))
	})
	one := func(pattern, page string, fill func(v *pageView, a apis.API) bool) {
		mux.HandleFunc("GET "+Path+"reference/{api}/"+pattern+"/{name}", func(w http.ResponseWriter, r *http.Request) {
			a, known := c.api(r.PathValue("api"))
			if !known {
				http.NotFound(w, r)
				return
			}
			doc, err := reference.Load(a.Name)
			if err != nil {
				http.NotFound(w, r)
				return
			}
			v := pageView{
				Tab: "reference", API: a.Name, Title: a.Title, Name: r.PathValue("name"), doc: doc,
				types: map[string]bool{},
			}
			for _, name := range doc.Schemas() {
				v.types[name] = true
			}
			if !fill(&v, a) {
				http.NotFound(w, r)
				return
			}
			show(w, http.StatusOK, page, v)
		})
	}
	one("operation", "operation", (*pageView).operation)
	one("table", "table", func(v *pageView, a apis.API) bool {
		v.Table = a.LookupTable(v.Name)
		return v.Table != nil
	})
	one("type", "type", func(v *pageView, _ apis.API) bool {
		var known bool
		if v.Schema, known = v.doc.Schema(v.Name); known {
			v.Sections = sections(v.Schema.Members)
		}
		return known
	})
}

func (v *pageView) operation(a apis.API) (known bool) {
	if v.Operation = a.Operation(v.Name); v.Operation == nil {
		return false
	}
	about, err := v.doc.Operation(v.Name)
	if err != nil {
		return false
	}
	v.About, v.Sections, v.Behaviour = about, sections(about.Members), behaviour(v.Operation)
	return true
}

// behaviour is what a caller must know before repeating a call.
func behaviour(o *spec.Operation) []string {
	facts := apis.Behaviour(o)
	if o.AskWith != "" {
		facts = append(facts, "an unknown outcome is asked for with "+o.AskWith)
	}
	return facts
}

// sections sorts members by the part that they stand in.
func sections(members []reference.Member) []section {
	var list []section
	for _, m := range members {
		title := m.In
		switch {
		case m.Type == "value":
			title = "values"
		case title == "":
			title = "members"
		case strings.HasPrefix(title, "answer"):
			title = "answers"
			m.Name = strings.TrimPrefix(m.In, "answer ")
		}
		if len(list) == 0 || list[len(list)-1].Title != title {
			list = append(list, section{Title: title})
		}
		last := &list[len(list)-1]
		last.Members = append(last.Members, m)
	}
	return list
}

// IsType reports whether a name of a member's type has a page.
func (v pageView) IsType(name string) bool { return v.types[v.TypeName(name)] }

// TypeName is the name of the type in a list or map of it.
func (v pageView) TypeName(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, "list of "), "map of ")
}

func (c *Console) referenceView(find string) referenceView {
	v := referenceView{Tab: "reference", Find: find}
	for _, a := range c.list {
		one := referenceAPI{API: a}
		if doc, err := reference.Load(a.Name); err == nil {
			one.Types = doc.Schemas()
		}
		v.APIs = append(v.APIs, one)
		if find != "" {
			v.search(one)
		}
	}
	slices.SortStableFunc(v.Codes, func(x, y strictpay.Row) int {
		return distance(x.Code, find) - distance(y.Code, find)
	})
	slices.SortStableFunc(v.Names, func(x, y named) int { return distance(x.Name, find) - distance(y.Name, find) })
	if len(v.Codes) > mostFound {
		v.Codes, v.More = v.Codes[:mostFound], true
	}
	if len(v.Names) > mostFound {
		v.Names, v.More = v.Names[:mostFound], true
	}
	return v
}

// search looks for words in codes, texts and tips, and in the names of operations, webhooks and types.
func (v *referenceView) search(a referenceAPI) {
	lower := strings.ToLower(v.Find)
	in := func(text string) bool { return strings.Contains(strings.ToLower(text), lower) }
	for _, table := range a.Tables {
		for _, row := range table.Rows {
			if in(row.Code) || in(row.Text) || in(row.Tip) {
				v.Codes = append(v.Codes, row)
			}
		}
	}
	for _, op := range a.Operations {
		if in(op.ID) || in(op.Path) {
			v.Names = append(v.Names, named{a.Name, a.Title, "operation", op.ID, op.Method + " " + op.Path})
		}
	}
	for _, name := range a.Types {
		if in(name) {
			v.Names = append(v.Names, named{a.Name, a.Title, "type", name, ""})
		}
	}
}

// distance sorts what is the word before what begins with it, and that before what has it inside.
func distance(text, word string) int {
	text, word = strings.ToLower(text), strings.ToLower(word)
	switch {
	case text == word:
		return 0
	case strings.HasPrefix(text, word):
		return 1
	case strings.Contains(text, word):
		return 2
	}
	return 3
}
