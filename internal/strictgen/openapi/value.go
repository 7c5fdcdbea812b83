package openapi

import (
	"fmt"
	"math/big"
)

// A Text is a text with its position.
type Text struct {
	Position
	Value string
}

func (t Text) String() string { return t.Value }

// Values are the texts of a list.
func Values(list []Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.Value)
	}
	return out
}

// An Entry is a member of a map with free names.
type Entry struct {
	Position
	Key, Value string
}

// A Map has free names, in the file's order.
type Map []Entry

// Get is the value of a name, "" where there is none.
func (m Map) Get(name string) string {
	for _, e := range m {
		if e.Key == name {
			return e.Value
		}
	}
	return ""
}

// A Scalar is any scalar, by its text.
type Scalar struct {
	Position
	Value string
	Given bool
}

// A Bound is a limit of numbers, exactly as it is written.
type Bound struct {
	Position
	Text      string
	Value     *big.Rat
	Exclusive bool
}

// Integers are the least and the greatest integer between two bounds, within the range of a kind. ok is false where
// there is none.
func Integers(low, high *Bound, k Kind) (least, greatest *big.Int, ok bool) {
	bits := uint(63)
	if k == KindInt32 {
		bits = 31
	}
	greatest = new(big.Int).Lsh(big.NewInt(1), bits)
	least = new(big.Int).Neg(greatest)
	greatest.Sub(greatest, big.NewInt(1))
	if low != nil {
		n, exact := floor(low.Value)
		if !exact || low.Exclusive {
			n.Add(n, big.NewInt(1))
		}
		if n.Cmp(least) > 0 {
			least = n
		}
	}
	if high != nil {
		n, exact := floor(high.Value)
		if exact && high.Exclusive {
			n.Sub(n, big.NewInt(1))
		}
		if n.Cmp(greatest) < 0 {
			greatest = n
		}
	}
	return least, greatest, least.Cmp(greatest) <= 0
}

func floor(r *big.Rat) (n *big.Int, exact bool) {
	n = new(big.Int)
	rest := new(big.Int)
	n.DivMod(r.Num(), r.Denom(), rest)
	return n, rest.Sign() == 0
}

// Decimal is the bound without an exponent, as amounts are written.
func (b *Bound) Decimal() string {
	n, exact := b.Value.FloatPrec()
	if !exact {
		panic(fmt.Sprintf("%s: the bound %s has no end", b.Position, b.Text))
	}
	return b.Value.FloatString(n)
}
