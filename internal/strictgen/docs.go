package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// docOf writes a component's comment: its description, its limits where it is a scalar or a list, then its
// source.
func (w *writer) docOf(m *model, rules *value) {
	text := sentence(m.schema.Description)
	if text == "" {
		text = m.name + " of the API."
	}
	text = m.goName + ": " + text
	if rules != nil {
		text = strings.TrimSpace(text + " " + strings.Join(rules.limits(), " "))
	}
	if source := m.schema.Source.Value; source != "" {
		text += "\n\nSource: " + source
	}
	if m.schema.Deprecated {
		text += "\n\nDeprecated: the API's documentation marks it so."
	}
	w.comment("", text)
}

// doc is the comment of a member: what it is, in which limits and form, for which API versions, how it prints, where
// this is from.
func (f *field) doc() string {
	facts := f.value.limits()
	switch {
	case f.since != "" && f.until != "":
		facts = append(facts, "API "+f.since+" to "+f.until+".")
	case f.since != "":
		facts = append(facts, "Since API "+f.since+".")
	case f.until != "":
		facts = append(facts, "Until API "+f.until+".")
	}
	if f.sensitive != "" {
		facts = append(facts, "Printed redacted.")
	}
	lines := []string{sentence(f.description)}
	if lines[0] == "" && f.value.model != nil {
		lines[0] = "See " + f.value.model.goName + "."
	}
	if len(facts) > 0 {
		lines[0] = strings.TrimSpace(lines[0] + " " + strings.Join(facts, " "))
	}
	if lines[0] == "" {
		lines[0] = f.json + " of the document."
	}
	if f.source != "" {
		lines = append(lines, "Source: "+f.source)
	}
	if f.deprecated {
		lines = append(lines, "", "Deprecated: the API's documentation marks it so.")
	}
	return strings.Join(lines, "\n")
}

// constantDoc is the comment of a listed value: what it means in our words, or the vendor's text in its code table.
func (ms *models) constantDoc(m *model, v enumValue) string {
	lines := []string{sentence(v.doc)}
	for _, t := range ms.doc.Codes {
		if t.Schema.Value == m.name {
			lines = append(lines, tableTexts(t, v.text)...)
		}
	}
	if v.source != "" {
		lines = append(lines, "Source: "+v.source)
	}
	if why := m.schema.EnumDeprecated.Get(v.text); why != "" {
		lines = append(lines, "", "Deprecated: "+sentence(why))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// tableTexts is what the vendor says of a code, a line for each of its meanings.
func tableTexts(t openapi.CodeTable, code string) []string {
	var lines []string
	for _, r := range t.Rows {
		if r.Code.Value != code || r.Text.Value == "" {
			continue
		}
		line := "The vendor's text"
		if r.Context.Value != "" {
			line += " (" + r.Context.Value + ")"
		}
		lines = append(lines, line+": "+r.Text.Value)
	}
	return lines
}

// sentence is a description that ends like one.
func sentence(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if text != "" && !strings.ContainsAny(text[len(text)-1:], ".!?:") {
		text += "."
	}
	return text
}

// lowerInitial is a sentence behind a name and a colon; words that are written in capitals stay.
func lowerInitial(text string) string {
	if len(text) > 1 && text[1] >= 'a' && text[1] <= 'z' || strings.HasPrefix(text, "A ") {
		return strings.ToLower(text[:1]) + text[1:]
	}
	return text
}

// limits are the rules of a value in sentences: form, length, range, count.
func (v *value) limits() []string {
	var facts []string
	add := func(format string, args ...any) { facts = append(facts, fmt.Sprintf(format, args...)) }
	switch {
	case v.kind == kindTime:
		add("RFC 3339.")
	case v.kind == kindDate:
		add("YYYY-MM-DD.")
	case v.kind == kindBytes:
		add("Base64 on the wire.")
	case v.uuid:
		add("A UUID.")
	case v.kind == kindFlag:
		add("Written 1 or 0, or not at all.")
	case v.currency:
		low, high := v.ruleMin, v.ruleMax
		if low == 0 {
			low = 3
		}
		if high == 0 {
			high = 16
		}
		add("%d to %d upper-case letters, digits and underscores.", low, high)
	default:
		facts = append(facts, between(v.ruleMin, v.ruleMax, "character", "characters")...)
	}
	if v.pattern != "" {
		add("Matches %s.", `"`+v.pattern+`"`)
	}
	switch {
	case v.kind.Integer():
		facts = append(facts, v.integers()...)
	case v.kind.Amount():
		facts = append(facts, v.amounts()...)
	case v.kind == kindArray:
		facts = append(facts, between(v.minItems, v.maxItems, "item", "items")...)
		if v.unique {
			add("No item twice.")
		}
		facts = append(facts, v.item.ofEach("Each")...)
	case v.kind == kindMap:
		facts = append(facts, between(0, v.maxItems, "member", "members")...)
		if v.maxKey > 0 {
			add("Names of at most %d characters.", v.maxKey)
		}
		facts = append(facts, v.item.ofEach("Each value")...)
	}
	return facts
}

// ofEach are the rules of each item or entry.
func (v *value) ofEach(each string) []string {
	if v == nil {
		return nil
	}
	var facts []string
	if v.model == nil {
		for _, fact := range v.limits() {
			facts = append(facts, each+": "+lowerInitial(fact))
		}
	}
	if v.nullable {
		facts = append(facts, each+" may be null.")
	}
	return facts
}

// between says a number of things.
func between(low, high uint64, one, many string) []string {
	noun := func(n uint64) string {
		if n == 1 {
			return one
		}
		return many
	}
	switch {
	case low == 0 && high == 0:
		return nil
	case high == 0:
		return []string{fmt.Sprintf("At least %d %s.", low, noun(low))}
	case low == 0:
		return []string{fmt.Sprintf("At most %d %s.", high, noun(high))}
	case low == high:
		return []string{fmt.Sprintf("Exactly %d %s.", low, noun(low))}
	}
	return []string{fmt.Sprintf("%d to %d %s.", low, high, many)}
}

func (v *value) integers() []string {
	switch lowest, highest := v.low == math.MinInt64, v.high == math.MaxInt64; {
	case lowest && highest:
		return nil
	case highest:
		return []string{fmt.Sprintf("At least %d.", v.low)}
	case lowest:
		return []string{fmt.Sprintf("At most %d.", v.high)}
	}
	return []string{fmt.Sprintf("%d to %d.", v.low, v.high)}
}

func (v *value) amounts() []string {
	var facts []string
	if v.min != nil {
		word := "At least "
		if v.min.Exclusive {
			word = "More than "
		}
		facts = append(facts, word+v.min.Decimal()+".")
	}
	if v.max != nil {
		word := "At most "
		if v.max.Exclusive {
			word = "Less than "
		}
		facts = append(facts, word+v.max.Decimal()+".")
	}
	return facts
}
