package main

import (
	"fmt"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/strictpay/strictpay/runtime/check"
)

// maxStates is how many states an automaton may have. A larger one would fill pages of generated code; its pattern is
// left to package regexp.
const maxStates = 48

const _ = uint(check.MaxStates - maxStates) // does not compile where a Pattern cannot have as many

// An automaton is made of the instructions of package regexp/syntax: each of its states is a set of them that a text
// can have led to, as the textbooks have it.
type automaton struct {
	program *syntax.Prog
	states  []check.State
	numbers map[string]int // of states, by the instructions they are
	sets    [][]uint32
}

// automatonOf is the automaton of a pattern; false where it would be too large, or where the pattern looks at lines or
// words.
func automatonOf(pattern string) ([]check.State, bool) {
	expression, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, false
	}
	program, err := syntax.Compile(expression.Simplify())
	if err != nil || !decidable(program) {
		return nil, false
	}
	a := &automaton{program: program, numbers: map[string]int{}}
	a.state(a.follow(nil, uint32(program.Start), true), true)
	for i := 0; i < len(a.states); i++ { // each may add more
		if len(a.states) > maxStates {
			return nil, false
		}
		if !a.states[i].Any {
			a.states[i].Steps = a.steps(a.sets[i])
		}
	}
	return a.states, true
}

// decidable reports whether a program asks for nothing but the begin and the end of the text.
func decidable(program *syntax.Prog) bool {
	return !slices.ContainsFunc(program.Inst, func(i syntax.Inst) bool {
		op := syntax.EmptyOp(i.Arg)
		return i.Op == syntax.InstEmptyWidth && op != syntax.EmptyBeginText && op != syntax.EmptyEndText
	})
}

// follow adds the instructions that wait for a character, for the end of the text, or that match, from one on.
func (a *automaton) follow(set []uint32, pc uint32, begins bool) []uint32 {
	return a.followNew(set, pc, begins, map[uint32]bool{})
}

// followNew is follow but for instructions that were seen: those that take no character can lead back to themselves.
func (a *automaton) followNew(set []uint32, pc uint32, begins bool, seen map[uint32]bool) []uint32 {
	if seen[pc] || slices.Contains(set, pc) {
		return set
	}
	seen[pc] = true
	switch inst := &a.program.Inst[pc]; inst.Op {
	case syntax.InstFail:
	case syntax.InstAlt, syntax.InstAltMatch:
		set = a.followNew(a.followNew(set, inst.Out, begins, seen), inst.Arg, begins, seen)
	case syntax.InstCapture, syntax.InstNop:
		set = a.followNew(set, inst.Out, begins, seen)
	case syntax.InstEmptyWidth:
		if syntax.EmptyOp(inst.Arg) == syntax.EmptyEndText {
			set = append(set, pc)
		} else if begins {
			set = a.followNew(set, inst.Out, begins, seen)
		}
	default:
		set = append(set, pc)
	}
	return set
}

// state is the number of the state that a set of instructions is.
func (a *automaton) state(set []uint32, begins bool) int {
	slices.Sort(set)
	key := fmt.Sprint(set, begins)
	if n, known := a.numbers[key]; known {
		return n
	}
	n := len(a.states)
	a.numbers[key] = n
	a.sets = append(a.sets, set)
	a.states = append(a.states, check.State{Any: a.matched(set), Ends: a.ends(set, begins)})
	return n
}

func (a *automaton) matched(set []uint32) bool {
	return slices.ContainsFunc(set, func(pc uint32) bool { return a.program.Inst[pc].Op == syntax.InstMatch })
}

// ends reports whether the end of the text is a match here.
func (a *automaton) ends(set []uint32, begins bool) bool {
	for i := 0; i < len(set); i++ {
		switch inst := &a.program.Inst[set[i]]; inst.Op {
		case syntax.InstMatch:
			return true
		case syntax.InstEmptyWidth:
			set = a.follow(slices.Clone(set), inst.Out, begins)
		}
	}
	return false
}

// steps are those out of a state, one for each range of characters that leads to the same.
func (a *automaton) steps(set []uint32) []check.Step {
	borders := []rune{0, unicode.MaxRune + 1} // where another state may begin
	for _, pc := range set {
		for _, r := range ranges(&a.program.Inst[pc]) {
			borders = append(borders, r[0], r[1]+1)
		}
	}
	slices.Sort(borders)
	borders = slices.Compact(borders)
	var steps []check.Step
	for i, low := range borders[:len(borders)-1] {
		var next []uint32
		for _, pc := range set {
			if slices.ContainsFunc(ranges(&a.program.Inst[pc]), func(r [2]rune) bool {
				return r[0] <= low && low <= r[1]
			}) {
				next = a.follow(next, a.program.Inst[pc].Out, false)
			}
		}
		next = a.follow(next, uint32(a.program.Start), false) // a match may begin behind every character
		if len(next) == 0 {
			continue
		}
		step := check.Step{low, borders[i+1] - 1, rune(a.state(next, false))}
		if last := len(steps) - 1; last >= 0 && steps[last][2] == step[2] && steps[last][1]+1 == low {
			steps[last][1] = step[1]
		} else {
			steps = append(steps, step)
		}
	}
	return steps
}

// ranges are the characters that an instruction takes.
func ranges(inst *syntax.Inst) [][2]rune {
	var list [][2]rune
	switch inst.Op {
	case syntax.InstRuneAny:
		return [][2]rune{{0, unicode.MaxRune}}
	case syntax.InstRuneAnyNotNL:
		return [][2]rune{{0, '\n' - 1}, {'\n' + 1, unicode.MaxRune}}
	case syntax.InstRune, syntax.InstRune1:
		if len(inst.Rune) == 1 {
			list = append(list, [2]rune{inst.Rune[0], inst.Rune[0]})
			if syntax.Flags(inst.Arg)&syntax.FoldCase != 0 {
				for r := unicode.SimpleFold(inst.Rune[0]); r != inst.Rune[0]; r = unicode.SimpleFold(r) {
					list = append(list, [2]rune{r, r})
				}
			}
			return list
		}
		for i := 0; i+1 < len(inst.Rune); i += 2 {
			list = append(list, [2]rune{inst.Rune[i], inst.Rune[i+1]})
		}
	}
	return list
}

// prefixOf removes the leading states that have one way out, by one ASCII character, and are entered from the state
// before alone: their characters begin every matching text.
func prefixOf(states []check.State) (prefix string, rest []check.State) {
	alone := 0
	for alone < len(states) && !states[alone].Ends && !states[alone].Any && len(states[alone].Steps) == 1 {
		step := states[alone].Steps[0]
		if step[0] != step[1] || step[0] >= utf8.RuneSelf || int(step[2]) != alone+1 {
			break
		}
		prefix += string(step[0])
		alone++
	}
	for _, s := range states[alone:] {
		for _, step := range s.Steps {
			alone = min(alone, int(step[2]))
		}
	}
	for _, s := range states[alone:] {
		s.Steps = slices.Clone(s.Steps)
		for i := range s.Steps {
			s.Steps[i][2] -= rune(alone)
		}
		rest = append(rest, s)
	}
	return prefix[:alone], rest
}

// patternExpr is a pattern in generated code.
func patternExpr(pattern string) string {
	states, ok := automatonOf(pattern)
	if !ok {
		return fmt.Sprintf("&check.Pattern{Text: %s, Expression: regexp.MustCompile(%[1]s)}", strconv.Quote(pattern))
	}
	prefix, states := prefixOf(states)
	var b strings.Builder
	fmt.Fprintf(&b, "&check.Pattern{\nText: %s,\n", strconv.Quote(pattern))
	if prefix != "" {
		fmt.Fprintf(&b, "Prefix: %s,\n", strconv.Quote(prefix))
	}
	b.WriteString("States: []check.State{\n")
	for _, s := range states {
		var members []string
		if s.Any {
			members = append(members, "Any: true")
		} else if s.Ends {
			members = append(members, "Ends: true")
		}
		if len(s.Steps) > 0 {
			var steps []string
			for _, step := range s.Steps {
				steps = append(steps, fmt.Sprintf("{%s, %s, %d}", runeLiteral(step[0]), runeLiteral(step[1]), step[2]))
			}
			members = append(members, "Steps: []check.Step{"+strings.Join(steps, ", ")+"}")
		}
		fmt.Fprintf(&b, "{%s},\n", strings.Join(members, ", "))
	}
	b.WriteString("},\n}")
	return b.String()
}

func runeLiteral(r rune) string {
	if r == unicode.MaxRune {
		return "utf8.MaxRune"
	}
	if unicode.IsPrint(r) {
		return strconv.QuoteRune(r)
	}
	return fmt.Sprintf("%#x", r)
}
