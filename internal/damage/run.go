package damage

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

// A Read is the reader under test for one kind of body: it gives the value as far as it was read, and what it found.
type Read func(body []byte) (value any, found []Finding)

// Run damages every example body of an API, whose folder is in fsys, and compares what its reader tells. reader gives
// the reader of one sample, nil where there is none.
func Run(t *testing.T, fsys fs.FS, api string, reader func(*Sample) Read) {
	t.Helper()
	samples, err := Load(fsys, api)
	if err != nil {
		t.Fatal(err)
	}
	var total tally
	for _, s := range samples {
		t.Run(s.Name, func(t *testing.T) {
			read := reader(s)
			if read == nil {
				t.Fatal("nothing reads it")
			}
			total.sample(t, s, read)
		})
	}
	t.Logf("%d damaged bodies, %d bodies that are clean", total.damaged, total.clean)
	total.report(t)
	damaged, clean := 1000, 100
	if testing.Short() {
		damaged, clean = damaged/shortStep, clean/shortStep
	}
	if total.damaged < damaged || total.clean < clean {
		t.Errorf("too few: the examples or the damages are not all there")
	}
}

// A tally counts what was tried, and the differences by what they are.
type tally struct {
	damaged, clean, different int
	groups                    map[string]*group
}

// A group is differences of one sort.
type group struct {
	sort, first string
	count       int
}

// A short run reads one damaged body of so many: what is left out is read by the same code as what stands beside it.
// The numbers are primes, so that each kind of damage comes at some places.
const (
	shortStep = 5
	longStep  = 17   // of bodies longer than
	long      = 1500 // bytes
)

// shown is how many differences are reported of one sample.
const shown = 5

func (all *tally) sample(t *testing.T, s *Sample, read Read) {
	differences, step := 0, 1
	if testing.Short() {
		if step = shortStep; len(s.Body) > long {
			step = longStep
		}
	}
	for c := range s.oneOf(step) {
		if len(c.Want) > 0 {
			all.damaged++
		} else {
			all.clean++
		}
		text := all.compare(s, &c, read)
		if text == "" {
			continue
		}
		if differences++; differences <= shown {
			t.Error(text)
		}
	}
	if differences > shown {
		t.Errorf("%d differences more", differences-shown)
	}
}

// compare reads one body; it gives the difference, empty without one.
func (all *tally) compare(s *Sample, c *Case, read Read) string {
	value, found := read(c.Body)
	lacking, surplus := difference(c.Want, found)
	if len(lacking)+len(surplus) > 0 {
		if l, s := difference(c.Alternative, found); len(l)+len(s) == 0 {
			return ""
		}
		text := fmt.Sprintf("%s at %q: not reported: %v; reported without reason: %v; in %s",
			c.Rule, c.Pointer, lacking, surplus, excerpt(c.Body))
		all.count(sortOf(lacking)+" expected, got "+sortOf(surplus), s.Name+": "+text)
		return text
	}
	if s.XML || slices.ContainsFunc(found, func(f Finding) bool { return f.Severity == Violation }) {
		return ""
	}
	if err := lost(value, c.Want); err != nil {
		text := fmt.Sprintf("%s at %q: %v; in %s", c.Rule, c.Pointer, err, excerpt(c.Body))
		all.count("a value that survives drift was lost", s.Name+": "+text)
		return text
	}
	return ""
}

// sortOf are findings without their places.
func sortOf(found []Finding) string {
	var list []string
	for _, f := range found {
		list = append(list, f.Severity+" "+f.Kind)
	}
	slices.Sort(list)
	if list = slices.Compact(list); len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}

func (all *tally) count(sort, first string) {
	all.different++
	if all.groups == nil {
		all.groups = map[string]*group{}
	}
	g := all.groups[sort]
	if g == nil {
		g = &group{sort: sort, first: first}
		all.groups[sort] = g
	}
	g.count++
}

// report tells the differences by their sort, the most frequent first.
func (all *tally) report(t *testing.T) {
	t.Helper()
	if all.different == 0 {
		return
	}
	var list []*group
	for _, g := range all.groups {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *group) int { return b.count - a.count })
	var text strings.Builder
	for _, g := range list {
		fmt.Fprintf(&text, "\n%6d %s\n       first: %s", g.count, g.sort, g.first)
	}
	t.Logf("%d differences:%s", all.different, text.String())
}
