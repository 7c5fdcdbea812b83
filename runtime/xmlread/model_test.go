package xmlread

import (
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// An xmlPayment is written as the generator writes models.
type xmlPayment struct {
	Status   int32
	Message  string
	Flag     bool
	Amount   strictpay.Decimal
	Letter   string
	Token    strictpay.Secret
	Count    int64
	Card     *xmlCard
	Items    []xmlItem
	Words    []string
	Advanced strictpay.Pairs
}

var (
	xmlPaymentShape = jsonread.Shape{
		Type: "Payment",
		Members: []string{"status", "message", "flag", "amount", "letter", "token", "count", "card", "items", "words",
			"advinfo"},
		Required: 0b11,
	}
	xmlCardShape = jsonread.Shape{Type: "Card", Members: []string{"last4"}, Required: 0b1}
	xmlItemShape = jsonread.Shape{Type: "Item", Members: []string{"total", "words"}, Required: 0b1}
	minusTen     = &check.Range{Min: strictpay.MustDecimal("-10")}
)

func (v *xmlPayment) ReadXML(r *Reader) {
	if !r.Element(&xmlPaymentShape) {
		return
	}
	var seen jsonread.Seen
	for r.Next() {
		switch string(r.Name()) {
		case "status":
			if r.First(&seen, 0) && r.Int32In(&v.Status, 1, 6) && v.Status == 5 {
				r.UnlistedInt("Status", int64(v.Status))
			}
		case "message":
			if r.First(&seen, 1) {
				r.Text(&v.Message, &check.Rule{Max: 8})
			}
		case "flag":
			if r.First(&seen, 2) {
				r.Flag(&v.Flag)
			}
		case "amount":
			if r.First(&seen, 3) {
				r.Decimal(&v.Amount, minusTen)
			}
		case "letter":
			if r.First(&seen, 4) {
				if b, ok := r.Enum(nil); ok {
					switch string(b) {
					case "A", "S":
						v.Letter = r.Keep(b)
					default:
						r.Unlisted("Letter", b, nil, &v.Letter)
					}
				}
			}
		case "token":
			if r.First(&seen, 5) {
				r.Secret(&v.Token, &check.Rule{Max: 4})
			}
		case "count":
			if r.First(&seen, 6) {
				r.Int64In(&v.Count, 0, 1<<62)
			}
		case "card":
			if r.First(&seen, 7) {
				v.Card = new(xmlCard)
				v.Card.ReadXML(r)
			}
		case "items":
			if r.ListItem(&seen, 8) {
				v.Items = append(v.Items, xmlItem{})
				v.Items[len(v.Items)-1].ReadXML(r)
			}
		case "words":
			if r.ListItem(&seen, 9) {
				v.Words = append(v.Words, "")
				r.String(&v.Words[len(v.Words)-1])
			}
		case "advinfo":
			if r.First(&seen, 10) {
				r.Pairs(&v.Advanced)
			}
		default:
			r.Unknown()
		}
	}
	r.End(&seen, 0b11)
}

// An xmlCard is an open object.
type xmlCard struct {
	Last4 string
	More  strictpay.Pairs
}

func (v *xmlCard) ReadXML(r *Reader) {
	if !r.Element(&xmlCardShape) {
		return
	}
	var seen jsonread.Seen
	for r.Next() {
		switch string(r.Name()) {
		case "last4":
			if r.First(&seen, 0) {
				r.String(&v.Last4)
			}
		default:
			if p, ok := r.Extra(); ok {
				v.More = append(v.More, p)
			}
		}
	}
	r.End(&seen, 0b1)
}

type xmlItem struct {
	Total strictpay.Decimal
	Words []string
}

func (v *xmlItem) ReadXML(r *Reader) {
	if !r.Element(&xmlItemShape) {
		return
	}
	var seen jsonread.Seen
	for r.Next() {
		switch string(r.Name()) {
		case "total":
			if r.First(&seen, 0) {
				r.Decimal(&v.Total, nil)
			}
		case "words":
			if r.ListItem(&seen, 1) {
				v.Words = append(v.Words, "")
				r.String(&v.Words[len(v.Words)-1])
			}
		default:
			r.Unknown()
		}
	}
	r.End(&seen, 0b1)
}

const xmlHead = "<data><status>2</status><message>ok</message>"

func findings(d strictpay.Deviations) string {
	var lines []string
	for _, one := range d.List {
		drift := ""
		if one.Severity == strictpay.Drift {
			drift = "~"
		}
		lines = append(lines, drift+string(one.Kind)+" "+one.Pointer)
	}
	return strings.Join(lines, "; ")
}

func deep(n int) string { return strings.Repeat("<x>", n) + strings.Repeat("</x>", n) }
