package main

import (
	"bytes"
	"fmt"
	"go/build"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// fileLines is how many lines of code a file has before it is divided.
const fileLines = 1400

// A piece is what is written about one component or operation for one kind of files.
type piece struct {
	bytes.Buffer
	place
}

// A place says with what else a piece stands where a kind has more than one file.
type place struct {
	group     string // the resource whose operations alone use it, or shared
	role      string // requests or answers, where it is in nothing else
	component string
}

// shared is the group of components that operations of several resources use, callbacks of those that only what comes
// to the merchant has. What nothing of these has is in no group.
const (
	shared    = "shared"
	callbacks = "callbacks"
)

// places are the groups of the components.
func (ms *models) places(calls []call) map[*model]place {
	groups := newGroups(ms.doc)
	uses := map[*model][]place{}
	for _, c := range calls {
		group := groups.of(c.Path)
		request, answers := place{group: group, role: "requests"}, place{group: group, role: "answers"}
		if c.body != nil {
			c.body.use(uses, request)
		}
		for _, a := range append(slices.Clone(c.args), c.optional...) {
			ms.byName[a.schema.Target().Name].use(uses, request)
		}
		for _, a := range c.answers {
			a.model.use(uses, answers)
			a.errorForm.use(uses, answers)
		}
	}
	for _, h := range ms.doc.Webhooks {
		if m := ms.byName[h.Schema.Value]; m != nil && uses[m] == nil {
			m.use(uses, place{group: callbacks})
		}
	}
	places := map[*model]place{}
	for m, list := range uses {
		places[m] = common(list)
	}
	return places
}

// use notes a use of a component and of all that it holds.
func (m *model) use(uses map[*model][]place, by place) {
	if m == nil || slices.Contains(uses[m], by) {
		return
	}
	uses[m] = append(uses[m], by)
	for _, f := range m.fields {
		f.value.use(uses, by)
	}
	for _, v := range m.variants {
		v.model.use(uses, by)
	}
	m.value.use(uses, by)
}

func (v *value) use(uses map[*model][]place, by place) {
	if v != nil {
		v.model.use(uses, by)
		v.item.use(uses, by)
	}
}

// common is the place of what is used in several. A callback that shows what an answer shows adds nothing to it.
func common(list []place) place {
	callback := func(p place) bool { return p.group == callbacks }
	if asked := slices.DeleteFunc(slices.Clone(list), callback); len(asked) > 0 {
		list = asked
	}
	p := list[0]
	for _, other := range list[1:] {
		if other.group != p.group {
			p.group = shared
		}
		if other.role != p.role {
			p.role = ""
		}
	}
	return p
}

// Groups name the resource of an operation: the first segment of its path that is no version and not in all paths.
type groups struct{ common int }

var plumbing = regexp.MustCompile(`^(api|v[0-9]+|\{.*\}|)$`)

// segments of a path that name something.
func segments(path string) []string {
	return slices.DeleteFunc(strings.Split(path, "/"), plumbing.MatchString)
}

func newGroups(doc *openapi.Document) groups {
	var g groups
	for len(doc.Operations) > 0 {
		first := segments(doc.Operations[0].Path)
		for _, o := range doc.Operations {
			if s := segments(o.Path); len(s) < g.common+2 || s[g.common] != first[g.common] {
				return g
			}
		}
		g.common++
	}
	return g
}

var noFileName = regexp.MustCompile(`[^a-z0-9]+`)

// of is the group of a path, as a part of a file's name.
func (g groups) of(path string) string {
	s := segments(path)
	if len(s) <= g.common {
		return ""
	}
	group := strings.Trim(noFileName.ReplaceAllString(strings.ToLower(s[g.common]), "_"), "_")
	if onSomeSystems("types_" + group + suffix) {
		group += "_api"
	}
	return group
}

// onSomeSystems reports whether Go would build a file of this name on some systems only.
func onSomeSystems(name string) bool {
	none := build.Context{OpenFile: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("package p")), nil
	}}
	built, err := none.MatchFile("", name)
	return err != nil || !built
}

// placed are the files of a kind, by their names without the suffix: one where that is short enough, else one for each
// group, and if that is too long, one for what is only in requests and one for what is only in answers.
func placed(kind string, pieces []*piece) map[string]string {
	files := map[string]string{}
	divide(files, kind, pieces, func(p place) string { return p.group }, func(p place) string { return p.role })
	return files
}

func divide(files map[string]string, name string, pieces []*piece, by ...func(p place) string) {
	text, parts := "", map[string][]*piece{}
	for _, p := range pieces {
		text += p.String()
		if len(by) > 0 {
			parts[by[0](p.place)] = append(parts[by[0](p.place)], p)
		}
	}
	switch {
	case text == "":
	case lineCount(text) <= fileLines:
		files[name] = text
	case len(by) == 0:
		number(files, name, pieces)
	default:
		for part, list := range parts {
			divide(files, strings.TrimSuffix(name+"_"+part, "_"), list, by[1:]...)
		}
	}
}

// number divides what stands together and is still too long among files of about one length.
func number(files map[string]string, name string, pieces []*piece) {
	total := 0
	for _, p := range pieces {
		total += lineCount(p.String())
	}
	even := total / (total/fileLines + 1)
	file, size := 1, 0
	for _, p := range pieces {
		lines := lineCount(p.String())
		if size > 0 && (size+lines/2 > even || size+lines > fileLines) {
			file, size = file+1, 0
		}
		files[fmt.Sprintf("%s_%d", name, file)] += p.String()
		size += lines
	}
}
