package strictpay

import (
	"strings"
)

// A Row is one line of a provider's code table.
type Row struct {
	API, Table, Code string
	Group            string // of the provider, such as success, pending, failure; "" where it groups nothing
	Text             string // the provider's own words; "" where it gives no meaning
	Tip              string // what the operator is told, literally
	Context          string // where a code has several meanings, the one meant
}

// WithParameter puts a value in place of the first <X> of a tip or text.
func (r Row) WithParameter(value string) Row {
	r.Tip = strings.Replace(r.Tip, "<X>", value, 1)
	r.Text = strings.Replace(r.Text, "<X>", value, 1)
	return r
}
