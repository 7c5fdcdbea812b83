package xmlread

import (
	"strconv"
	"unicode/utf8"

	"github.com/strictpay/strictpay"
)

// A Writer writes elements as hand-made connectors do: two blanks of indent per level, a line feed after each
// element, no attributes but type="cell" on the items of a list, <name></name> for an empty text, and nothing for an
// empty container. Generated code drives it and gives the names, which are not checked. The zero value is ready.
type Writer struct {
	Raw  bool // leave & < > as they are, as the connectors do; else they are escaped
	b    []byte
	open []openElement
}

// An openElement is a container whose end tag is not written: where its start tag begins and ends.
type openElement struct{ begin, end int }

// NewWriter begins to write behind b.
func NewWriter(b []byte) Writer { return Writer{b: b} }

// Bytes are what was written.
func (w *Writer) Bytes() []byte { return w.b }

// Open begins a container, or one that is an item of a list.
func (w *Writer) Open(name string, cell bool) {
	begin := len(w.b)
	w.start(name, cell)
	w.b = append(w.b, '\n')
	w.open = append(w.open, openElement{begin, len(w.b)})
}

// Close ends the innermost container, which is called name. Where nothing is in it, nothing of it stays.
func (w *Writer) Close(name string) {
	last := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	if len(w.b) == last.end {
		w.b = w.b[:last.begin]
		return
	}
	w.indent()
	w.end(name)
}

// Text writes a text.
func (w *Writer) Text(name, v string) { w.text(name, v, false) }

// Cell writes a text that is an item of a list.
func (w *Writer) Cell(name, v string) { w.text(name, v, true) }

// Secret writes the real text.
func (w *Writer) Secret(name string, v strictpay.Secret) { w.text(name, v.Reveal(), false) }

// Decimal writes an amount; nothing between the tags for no amount.
func (w *Writer) Decimal(name string, v strictpay.Decimal) { w.text(name, v.String(), false) }

// Int writes an integer.
func (w *Writer) Int(name string, v int64) {
	w.start(name, false)
	w.b = strconv.AppendInt(w.b, v, 10)
	w.end(name)
}

// Flag writes 1 for true and nothing between the tags for false.
func (w *Writer) Flag(name string, v bool) {
	text := ""
	if v {
		text = "1"
	}
	w.text(name, text, false)
}

// Pairs writes an open container.
func (w *Writer) Pairs(name string, v strictpay.Pairs) {
	w.Open(name, false)
	w.Extras(v)
	w.Close(name)
}

// Extras writes the members of an open container; those whose name repeats are items of a list. A name that no
// element can have would break the document, so its member is left out.
func (w *Writer) Extras(v strictpay.Pairs) {
	cells := v.Repeated()
	for i := range v {
		p := &v[i]
		switch name := p.Name; {
		case name == "" || nameLength([]byte(name)) != len(name):
		case p.Children == nil:
			w.text(name, p.Value, cells[name])
		default:
			w.Open(name, cells[name])
			w.Extras(p.Children)
			w.Close(name)
		}
	}
}

func (w *Writer) text(name, v string, cell bool) {
	w.start(name, cell)
	w.b = AppendText(w.b, v, w.Raw)
	w.end(name)
}

func (w *Writer) indent() {
	for range w.open {
		w.b = append(w.b, ' ', ' ')
	}
}

func (w *Writer) start(name string, cell bool) {
	w.indent()
	w.b = append(append(w.b, '<'), name...)
	if cell {
		w.b = append(w.b, ` type="cell"`...)
	}
	w.b = append(w.b, '>')
}

func (w *Writer) end(name string) {
	w.b = append(append(w.b, '<', '/'), name...)
	w.b = append(w.b, '>', '\n')
}

// AppendText writes a text: & < > are escaped, unless raw, a line feed or tab becomes a blank. What XML cannot carry
// is left out: invalid UTF-8 and the other control characters.
func AppendText(b []byte, v string, raw bool) []byte {
	for i := 0; i < len(v); {
		c := v[i]
		if c >= utf8.RuneSelf {
			letter, size := utf8.DecodeRuneInString(v[i:])
			if isCharacter(letter) && (letter != utf8.RuneError || size > 1) {
				b = append(b, v[i:i+size]...)
			}
			i += size
			continue
		}
		i++
		switch {
		case c == '\n' || c == '\t':
			b = append(b, ' ')
		case c < ' ':
		case c == '&' && !raw:
			b = append(b, "&amp;"...)
		case c == '<' && !raw:
			b = append(b, "&lt;"...)
		case c == '>' && !raw:
			b = append(b, "&gt;"...)
		default:
			b = append(b, c)
		}
	}
	return b
}
