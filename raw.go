package strictpay

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strconv"
)

// Raw is JSON kept as it came: the members of open objects, and objects whose form is not documented. It prints its
// length only.
type Raw json.RawMessage

// MarshalJSON gives the text, null where there is none.
func (v Raw) MarshalJSON() ([]byte, error) {
	if v == nil {
		return []byte("null"), nil
	}
	return v, nil
}

// UnmarshalJSON keeps the text.
func (v *Raw) UnmarshalJSON(b []byte) error {
	*v = append((*v)[:0], b...)
	return nil
}

// Format prints the length only: what is in it is not known, so it is not shown.
func (v Raw) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "["+strconv.Itoa(len(v))+" bytes]")
}

// LogValue is the length only.
func (v Raw) LogValue() slog.Value {
	return slog.StringValue("[" + strconv.Itoa(len(v)) + " bytes]")
}
