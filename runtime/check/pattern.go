package check

import "unicode/utf8"

// A Pattern is a regular expression as the automaton that the generator makes of it: the states that a text leads
// through, character by character. It takes a tenth of the time of package regexp, and nothing at the start of a
// program.
type Pattern struct {
	Text       string     // the regular expression
	States     []State    // a text begins at the first
	Expression Expression // in place of States, for what an automaton of readable size cannot do
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

// matches reports whether a text matches; p may be nil.
func matches[T string | []byte](p *Pattern, text T) bool {
	switch {
	case p == nil:
		return true
	case p.Expression != nil:
		return found(p.Expression, text)
	}
	state := &p.States[0]
	for i := 0; i < len(text) && !state.Any; {
		letter, size := rune(text[i]), 1
		if letter >= utf8.RuneSelf {
			letter, size = decode(text[i:])
		}
		i += size
		next := state.after(letter)
		if next < 0 {
			return false
		}
		state = &p.States[next]
	}
	return state.Any || state.Ends
}

func (s *State) after(letter rune) int {
	for i := range s.Steps {
		if step := &s.Steps[i]; step[0] <= letter && letter <= step[1] {
			return int(step[2])
		}
	}
	return -1
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
