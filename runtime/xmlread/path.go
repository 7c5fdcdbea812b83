package xmlread

import (
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// violation adds a violation at the element being read, or at the container between two elements.
func (r *Reader) violation(kind strictpay.Kind, detail string) {
	r.noteAt(r.depth, nil, strictpay.Violation, kind, detail)
}

// drift adds drift there: the value is kept.
func (r *Reader) drift(kind strictpay.Kind, detail string) {
	r.noteAt(r.depth, nil, strictpay.Drift, kind, detail)
}

// noteAt adds a deviation at an open element, or at what is called below in it.
func (r *Reader) noteAt(level int, below []byte, severity strictpay.Severity, kind strictpay.Kind, detail string) {
	if r.devs.Full() {
		r.devs.Add(severity, kind, "", "")
		return
	}
	b := r.pointer(level, below)
	r.built(len(b))
	r.devs.Add(severity, kind, string(b), detail)
}

// pointer leads to an open element, or to what is called below in it. It holds until the next one is made.
func (r *Reader) pointer(level int, below []byte) []byte {
	b := r.scratch[:0]
	if level > 0 {
		for _, step := range r.path[:r.frames[level-1].steps] {
			if b = append(b, '/'); step.end == 0 {
				b = strconv.AppendInt(b, int64(step.start), 10)
			} else {
				b = leaf.AppendToken(b, r.data[step.start:step.end])
			}
		}
	}
	if below != nil {
		b = leaf.AppendToken(append(b, '/'), below)
	}
	r.scratch = b
	return b
}
