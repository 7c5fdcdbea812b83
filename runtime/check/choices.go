package check

import (
	"slices"

	"github.com/strictpay/strictpay"
)

// Selected checks that the member of a variant that selects it has one of its values.
func (c *Checker) Selected(name, v string, values ...string) {
	if !slices.Contains(values, v) {
		c.Note(name, strictpay.KindUnion, "another value than that of the variant that is set")
	}
}

// AtLeastOne notes the first name as missing when none of the members is set.
func (c *Checker) AtLeastOne(set []bool, names ...string) {
	for _, s := range set {
		if s {
			return
		}
	}
	c.Note(names[0], strictpay.KindMissing, oneOf("at least one of ", names))
}

// ExactlyOne notes the first name as missing when none is set, and the object as union when several are.
func (c *Checker) ExactlyOne(set []bool, names ...string) {
	n := 0
	for _, s := range set {
		if s {
			n++
		}
	}
	switch {
	case n == 0:
		c.Note(names[0], strictpay.KindMissing, oneOf("one of ", names))
	case n > 1:
		c.devs.Add(strictpay.Violation, strictpay.KindUnion, "", oneOf("only one of ", names))
	}
}

func oneOf(what string, names []string) string {
	for i, name := range names {
		if i > 0 {
			what += ", "
		}
		what += name
	}
	return what
}
