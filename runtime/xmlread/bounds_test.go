package xmlread

import (
	"strconv"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

func TestXMLDeviationsAreBounded(t *testing.T) {
	t.Parallel()
	var doc strings.Builder
	doc.WriteString(xmlHead)
	for i := range 1500 {
		doc.WriteString("<n" + strconv.Itoa(i) + "/>")
	}
	devs := ReadInto([]byte(doc.String()), "data", new(xmlPayment))
	if len(devs.List) != strictpay.MaxKept || devs.Dropped != 501 || !devs.Violated() {
		t.Errorf("%d kept, %d dropped", len(devs.List), devs.Dropped)
	}
}

// Documents of a mebibyte that would be slow with anything quadratic.
func TestHostileXMLEnds(t *testing.T) {
	t.Parallel()
	const size = 1 << 20
	many := func(before string, one func(i int) string, after string) string {
		var b strings.Builder
		b.WriteString(before)
		for i := 0; b.Len() < size; i++ {
			b.WriteString(one(i))
		}
		return b.String() + after
	}
	name := func(i int) string { return "n" + strconv.FormatInt(int64(i), 36) }
	var some strings.Builder
	for i := range leaf.WalkedOthers + 1 {
		some.WriteString("<" + name(i) + "/>")
	}
	for what, doc := range map[string]string{
		"unknown names": many(xmlHead, func(i int) string { return "<" + name(i) + "/>" }, "</data>"),
		"unknown names around items": many(xmlHead, func(i int) string {
			return "<" + name(i) + "/><items>" + some.String() + "</items>"
		}, "</data>"),
		"open members": many(xmlHead+"<advinfo>", func(i int) string {
			return "<" + name(i) + "/>"
		}, "</advinfo></data>"),
		"nested open members": many(xmlHead+"<advinfo>"+strings.Repeat("<a>", 60), func(i int) string {
			return "<" + name(i) + "/>"
		}, strings.Repeat("</a>", 60)+"</advinfo></data>"),
		"attributes":         many("<data ", func(i int) string { return name(i) + "='' " }, "></data>"),
		"an attribute":       many("<data a='", func(int) string { return "x&amp; " }, "'></data>"),
		"items":              many(xmlHead, func(int) string { return "<items/><words/>" }, "</data>"),
		"comments in a text": many("<data><message>", func(int) string { return "a<!---->" }, "</message></data>"),
		"sections":           many("<data><message>", func(int) string { return "<![CDATA[]]>" }, "</message></data>"),
		"brackets":           many("<data><message>", func(int) string { return "]" }, "</message></data>"),
		"ampersands":         many("<data><message>", func(int) string { return "&" }, "</message></data>"),
		"depth":              many("", func(int) string { return "<data>" }, ""),
		"deep pointers": many("<data>", func(int) string {
			return "<card>" + strings.Repeat("<a>", 61) + "<b x='' y=''/>" + strings.Repeat("</a>", 61) + "</card>"
		}, ""),
	} {
		t.Run(what, func(t *testing.T) {
			for _, entities := range []bool{false, true} {
				devs := Decoder{Entities: entities}.Decode([]byte(doc), "data", new(xmlPayment))
				if len(devs.List) > strictpay.MaxKept {
					t.Errorf("%d deviations are kept", len(devs.List))
				}
			}
		})
	}
}
