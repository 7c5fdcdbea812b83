package damage

import (
	"strconv"
	"strings"
)

// everywhere are values that are put in every place. What each of them means there the judge says.
var everywhere = literals(
	`null`, `true`, `false`, `[]`, `{}`, `[null]`, `[{}]`, `[[]]`, `["x"]`, `{"":1}`, `{"a":[1,{"b":null}]}`,
	`7`, `-3`, `0`, `1`, `1.0`, `3.0`, `3e2`, `0.5`, `-0`, `15000.5`, `30e-1`, `1E+2`, `56.99`, `1e20`, `1e400`,
	`9223372036854775807`, `9223372036854775808`, `-9223372036854775809`, `99999999999999999999`,
	`""`, `" "`, `"brand_new"`, `"7"`, `"0"`, `"1"`, `"-3"`, `"3.0"`, `"3e2"`, `"0.5"`, `"56.99"`, `"56,99"`, `"+1"`,
	`"1."`, `".5"`,
	`" 1"`, `"0x10"`, `"1e2"`, `"NaN"`, `"null"`, `"true"`, `"false"`, `"True"`, `"yes"`, `"9223372036854775808"`,
	`"2026-11-20T10:15:00+03:00"`, `"2026-11-20"`, `"UAH"`, `"card"`)

func literals(texts ...string) []*Node {
	var list []*Node
	for _, text := range texts {
		list = append(list, mustJSON(text))
	}
	return list
}

// broken are texts that are no values.
var broken = []string{
	`nul`, `nulll`, `True`, `tru`, `truefalse`, `01`, `-`, `+1`, `.5`, `1.`, `1e`, `1.2.3`, `0x10`, `NaN`, `7a`, `'x'`,
	`"\q"`, `"\u12"`, `"\ud800"`, `"\ud800\u0041"`, `"\ud800\ud800"`, `"\udc00x"`, "\"\xff\"", "\"\xc0\xaf\"",
	"\"\xed\xa0\x80\"",
	"\"a\nb\"", "\"\x00\"",
}

var (
	times = literals(`"2026-11-20T10:15:00Z"`, `"2026-11-20T10:15:00.123456789+02:00"`, `"2028-02-29T09:15:42-11:30"`,
		`"2026-11-20T10:15:00+0300"`, `"2026-11-20T10:15:00.5-0330"`, `"2026-11-20 10:15:00Z"`,
		`"2026-11-20 10:15:00+0300"`,
		`"2026-11-20T10:15:00"`, `"2026-13-20T10:15:00Z"`, `"2026-02-29T10:15:00Z"`, `"2026-11-20T24:15:00Z"`,
		`"2026-11-20T10:15:00.Z"`,
		`"2026-11-20T10:15:00+03"`, `"2026-11-20T10:15:00+3:00"`, `"2026-11-20T10:15:00+03000"`,
		`"2026-11-20T10:15:00,5Z"`,
		`"2026-11-20T10:15Z"`, `"2026-11-20T10:15:00 Z"`, `"2026-11-20  10:15:00Z"`, `"20.11.2026 10:15:00"`,
		`"1763633700"`, `1763633700`,
		`"2026-11-20T10:15:00ZZ"`, `" 2026-11-20T10:15:00Z"`)
	currencies = literals(`"EUR"`, `"eur"`, `"EU"`, `"USDT_TRC20"`, `"AAAAAAAAAAAAAAAAA"`,
		`"ГРН"`, `"U-H"`, `"980"`, `980`, `98`, `9.8`)
	dates = literals(`"2028-02-29"`, `"2026-02-29"`, `"2026-13-01"`, `"2026-11-20T00:00:00Z"`,
		`"20.11.2026"`, `"2026-1-2"`,
		`" 2026-11-20"`, `"20261120"`, `20261120`)
	uuids = literals(`"6f9619ff-8b86-d011-b42d-00c04fc964ff"`, `"6F9619FF-8B86-D011-B42D-00C04FC964FF"`,
		`"6f9619ff8b86d011b42d00c04fc964ff"`, `"{6f9619ff-8b86-d011-b42d-00c04fc964ff}"`,
		`"6f9619ff-8b86-d011-b42d-00c04fc964f"`, `"6f9619ff-8b86-d011-b42d-00c04fc964fg"`)
	base64s = literals(`"AQID"`, `"AQI="`, `"AQI"`, `"AQ=="`, `"AQ="`, `"AQ"`, `"A"`, `"+/+/"`, `"-_-_"`,
		`"AR=="`, `"AQ ID"`,
		`"AQ\nID"`, `"AQ==AQ=="`, `"===="`, `"AQI*"`, `1234`, `12345`)
	flags    = literals(`2`, `-1`, `1e0`, `"2"`, `"TRUE"`, `" true"`, `"1.0"`, `"да"`)
	integers = literals(
		`2147483647`, `2147483648`, `-2147483648`, `-2147483649`, `2147483648.0`, `2147483648e0`, `0.0`, `100e-2`,
		`25e-1`, `"100e-2"`, `"25e-1"`, `"2147483647"`, `"2147483648"`, `"-0"`, `"007"`, `"1e400"`, `"1 000"`, `"ten"`,
		`1e-400`)
	decimals = literals(
		`7.50`, `"7.50"`, `"007.5"`, `25e-1`, `1.5E3`, `"1.5E3"`, `1e37`, `1e38`, `1e39`, `"-"`, `"."`, `"1.5.0"`,
		`"1 000"`,
		`"\u0661"`, `1.0000000000000000000000000000000000000`, `1.00000000000000000000000000000000000000`, `-56.99`,
		`"-56.99"`,
		strings.Repeat("9", 38), strings.Repeat("9", 39), `"`+strings.Repeat("9", 38)+`"`, `"`+strings.Repeat("9",
			39)+`"`)
)

// closer are values that are of interest for one shape only. present is the value of the example.
func closer(s *shape, present *Node) []*Node {
	var list []*Node
	add := func(texts ...string) { list = append(list, literals(texts...)...) }
	both := func(text string) { add(text, `"`+text+`"`) }
	switch {
	case s == nil || s.union != nil:
		return nil
	case s.Type.Is("boolean"):
		list = append(list, flags...)
	case s.Type.Is("integer"):
		list = append(list, integers...)
	case s.Format == "decimal":
		list = append(list, decimals...)
	case s.Format == "date-time":
		list = append(list, times...)
	case s.Format == "date":
		list = append(list, dates...)
	case s.Format == "uuid":
		list = append(list, uuids...)
	case s.Format == "byte":
		list = append(list, base64s...)
	case s.Format == "currency":
		list = append(list, currencies...)
	case s.Type.Is("array"):
		return append(list, counts(s, present)...)
	case s.values != nil:
		return append(list, entries(s)...)
	}
	for _, limit := range []*float64{s.Min, s.Max} {
		if limit != nil {
			for _, near := range []float64{-1, 0, 1} {
				both(strconv.FormatFloat(*limit+near, 'f', -1, 64))
			}
		}
	}
	for value := range s.listed {
		if s.Type.Is("integer") {
			both(value)
			continue
		}
		add(quote(value), quote(value+"_"), quote(strings.ToUpper(value)), quote(strings.ToLower(value)))
	}
	if s.Type.Is("string") {
		return append(list, texts(s, present)...)
	}
	return list
}

// texts are texts of the documented lengths and of others, in code points. The text of the example has the pattern,
// if there is one.
func texts(s *shape, present *Node) []*Node {
	var list []*Node
	lengths := map[int]bool{}
	if s.MinLength > 0 {
		lengths[int(s.MinLength)-1], lengths[int(s.MinLength)] = true, true
	}
	if s.MaxLength != nil {
		lengths[int(*s.MaxLength)], lengths[int(*s.MaxLength)+1] = true, true
	}
	for n := range lengths {
		for _, letter := range []string{"x", "ї", "😀", "A", "7"} {
			list = append(list, mustJSON(quote(strings.Repeat(letter, n))))
		}
		if n > 0 {
			list = append(list, mustJSON(strings.Repeat("7", n)))
		}
	}
	if s.pattern != nil && present != nil {
		text := present.Value
		list = append(list, literals(quote(text+" "), quote("-"+text), quote(strings.ToLower(text)))...)
	}
	return list
}

// counts are lists of the documented lengths and of others, made of the first item.
func counts(s *shape, present *Node) []*Node {
	if present == nil || len(present.Children) == 0 {
		return nil
	}
	one := *present.Children[0]
	one.Lead, one.After = "", ""
	sizes := []int{int(s.MinItems) - 1, int(s.MinItems)}
	if s.MaxItems != nil {
		sizes = append(sizes, int(*s.MaxItems), int(*s.MaxItems)+1)
	}
	var list []*Node
	for _, size := range sizes {
		n := &Node{Type: Array}
		for range size {
			n.Children = append(n.Children, &one)
		}
		list = append(list, n)
	}
	return list
}

// entries are maps with names and values of the documented lengths and of others.
func entries(s *shape) []*Node {
	texts := []string{`{"a":1,"b":null,"c":"v","d":true,"e":[],"f":""}`, `{"a":"v","a":"w","\u0061":null}`}
	if most, ok := s.Extensions["x-key-max-length"].(float64); ok {
		for _, length := range []int{int(most), int(most) + 1} {
			texts = append(texts, `{"`+strings.Repeat("ї", length)+`":"v"}`, `{"`+strings.Repeat("k", length)+`":7}`)
		}
	}
	if s.MaxProps != nil {
		for _, count := range []int{int(*s.MaxProps), int(*s.MaxProps) + 1} {
			var members []string
			for i := range count {
				members = append(members, `"k`+strconv.Itoa(i)+`":"v"`)
			}
			texts = append(texts, "{"+strings.Join(members, ",")+"}")
		}
	}
	if s.values.MaxLength != nil {
		texts = append(texts, `{"a":`+quote(strings.Repeat("ї", int(*s.values.MaxLength)+1))+`}`)
	}
	return literals(texts...)
}
