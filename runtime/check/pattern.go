package check

import (
	"strconv"
	"sync/atomic"
	"unicode/utf8"
)

// MaxStates is how many States a Pattern may have: a row has one byte for the number of a state.
const MaxStates = anywhere - 1

// A Pattern is a regular expression as the automaton that the generator makes of it: the states that a text leads
// through, character by character. It takes a fraction of the time of package regexp, and nothing at the start of a
// program.
type Pattern struct {
	Text       string     // the regular expression
	Prefix     string     // what every text begins with; States are of what follows
	States     []State    // a text begins at the first; at most MaxStates
	Expression Expression // in place of States, for what an automaton of readable size cannot do
	rows       atomic.Pointer[[]row]
}

// An Expression is a *regexp.Regexp.
type Expression interface {
	Match([]byte) bool
	MatchString(string) bool
}

// A State is how far a text has come.
type State struct {
	Ends  bool   // a text may end here
	Any   bool   // whatever follows, the text matches
	Steps []Step // by character; another one does not match
}

// A Step leads from one state to another: the first and the last character that it takes, and the state's number.
type Step [3]rune

// A row says for each ASCII character the next state plus 1, nowhere, or anywhere.
type row [utf8.RuneSelf]uint8

const (
	nowhere  = 0
	anywhere = 255
)

// table has a row for each state. It is made when the first text comes.
func (p *Pattern) table() []row {
	if rows := p.rows.Load(); rows != nil {
		return *rows
	}
	if len(p.States) > MaxStates {
		panic("check: a Pattern of more than " + strconv.Itoa(MaxStates) + " states")
	}
	rows := make([]row, len(p.States))
	for i := range p.States {
		for c := range rune(utf8.RuneSelf) {
			rows[i][c] = p.next(uint8(i), c)
		}
	}
	p.rows.Store(&rows)
	return rows
}

// matches reports whether a text matches; p may be nil.
func matches[T string | []byte](p *Pattern, text T) bool {
	switch {
	case p == nil:
		return true
	case p.Expression != nil:
		return found(p.Expression, text)
	case len(text) < len(p.Prefix) || string(text[:len(p.Prefix)]) != p.Prefix:
		return false
	case p.States[0].Any:
		return true
	}
	rows, at := p.table(), uint8(0)
	for i := len(p.Prefix); i < len(text); {
		next := uint8(nowhere)
		if c := text[i]; c < utf8.RuneSelf {
			next = rows[at][c]
			i++
		} else {
			letter, size := decode(text[i:])
			next = p.next(at, letter)
			i += size
		}
		switch next {
		case at + 1: // the state stays, as in a run of letters
		case nowhere:
			return false
		case anywhere:
			return true
		default:
			at = next - 1
		}
	}
	return p.States[at].Ends
}

// next is what a row has for a character.
func (p *Pattern) next(state uint8, letter rune) uint8 {
	for _, step := range p.States[state].Steps {
		if step[0] <= letter && letter <= step[1] {
			if p.States[step[2]].Any {
				return anywhere
			}
			return uint8(step[2] + 1)
		}
	}
	return nowhere
}

func found[T string | []byte](x Expression, text T) bool {
	switch t := any(text).(type) {
	case string:
		return x.MatchString(t)
	case []byte:
		return x.Match(t)
	}
	return false
}

func decode[T string | []byte](text T) (rune, int) {
	switch t := any(text).(type) {
	case string:
		return utf8.DecodeRuneInString(t)
	case []byte:
		return utf8.DecodeRune(t)
	}
	return utf8.RuneError, 1
}
