package xpayments

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// jsonPairs reads a flat JSON object of strings. It goes by tokens because json.Unmarshal would take a repeated member, and a member
// whose name differs in case, without a word.
func jsonPairs(raw []byte) ([]pair, bool) {
	if !utf8.Valid(raw) || !json.Valid(raw) { // json.Valid also sees to it that nothing follows
		return nil, false
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, false
	}
	var pairs []pair
	for decoder.More() && len(pairs) < maxPairs {
		name, err := decoder.Token()
		if err != nil {
			return nil, false
		}
		value, err := decoder.Token()
		if err != nil {
			return nil, false
		}
		text, isString := value.(string)
		if !isString {
			return nil, false
		}
		pairs = append(pairs, pair{name.(string), text})
	}
	return pairs, !decoder.More()
}

// phpPairs reads what PHP's serialize() makes of an array of strings:
//
//	a:<count>:{s:<bytes>:"<name>";s:<bytes>:"<value>"; ... }
//
// The lengths rule, so a value may hold quotes and semicolons. No other type of PHP is known here: objects in serialized text have
// opened many a server.
func phpPairs(raw []byte) ([]pair, bool) {
	r := phpReader{rest: raw}
	r.skip("a:")
	count := r.number()
	r.skip(":{")
	if count > maxPairs {
		return nil, false
	}
	var pairs []pair
	for i := 0; i < count && !r.failed; i++ {
		name := r.text()
		pairs = append(pairs, pair{name, r.text()})
	}
	r.skip("}")
	return pairs, !r.failed && len(r.rest) == 0
}

// phpReader takes serialized text apart from the front. After a failure it yields nothing more.
type phpReader struct {
	rest   []byte
	failed bool
}

func (r *phpReader) skip(literal string) {
	rest, ok := bytes.CutPrefix(r.rest, []byte(literal))
	if r.rest = rest; !ok {
		r.fail()
	}
}

// number reads up to the next colon, which stays.
func (r *phpReader) number() int {
	end := bytes.IndexByte(r.rest, ':')
	if end < 1 {
		r.fail()
		return 0
	}
	digits := string(r.rest[:end])
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil || strconv.FormatUint(n, 10) != digits {
		r.fail()
		return 0
	}
	r.rest = r.rest[end:]
	return int(n)
}

func (r *phpReader) text() string {
	r.skip("s:")
	size := r.number()
	r.skip(`:"`)
	if size > len(r.rest) {
		r.fail()
		return ""
	}
	text := string(r.rest[:size])
	r.rest = r.rest[size:]
	r.skip(`";`)
	return text
}

func (r *phpReader) fail() {
	r.rest, r.failed = nil, true
}
