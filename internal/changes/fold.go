package main

import (
	"fmt"
	"strings"
)

// foldMin is how many operations must change in the same way for one line to say it of all.
const foldMin = 3

// folded says once what changed in the same way in the answers of several operations, as where they share a response,
// and names new schemas of the same source in one line.
func folded(changes []change) []change {
	same := map[change][]int{}
	key := func(c change) (change, bool) {
		if newSchema.MatchString(c.what) {
			return change{class: c.class, what: "new", source: link.FindString(c.source)}, true
		}
		_, what, found := strings.Cut(c.what, ": ")
		return change{class: c.class, what: what}, found && strings.HasPrefix(what, "HTTP ")
	}
	for i, c := range changes {
		if k, ok := key(c); ok {
			same[k] = append(same[k], i)
		}
	}
	var list []change
	for i, c := range changes {
		k, ok := key(c)
		switch places := same[k]; {
		case !ok || len(places) < foldMin:
			list = append(list, c)
		case places[0] != i:
		case k.what == "new":
			var names []string
			for _, place := range places {
				names = append(names, newSchema.FindStringSubmatch(changes[place].what)[1])
			}
			c.what = fmt.Sprintf("%d schemas: %s: new", len(places), strings.Join(names, ", "))
			list = append(list, c)
		default:
			c.what = fmt.Sprintf("%d operations: %s", len(places), k.what)
			list = append(list, c)
		}
	}
	return list
}
