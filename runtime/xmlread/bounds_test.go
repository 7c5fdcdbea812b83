package xmlread

import (
	"runtime"
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

// Documents of a mebibyte that are built to take memory: what is allocated in all, garbage included, stays below 48
// MiB. Runs alone.
func TestWhatIsBuiltFromXMLIsBounded(t *testing.T) {
	const size, most = 1 << 20, 48 << 20
	fill := func(before, item, after string) string {
		return before + strings.Repeat(item, (size-len(before))/len(item)) + after
	}
	long := strings.Repeat("n", 128)
	down, up := strings.Repeat("<"+long+">", 60), strings.Repeat("</"+long+">", 60)
	for what, doc := range map[string]string{
		"items":           fill(xmlHead, "<items/>", "</data>"),
		"words":           fill(xmlHead, "<words>a</words>", "</data>"),
		"text for items":  fill(xmlHead, "<items>0</items>", "</data>"),
		"open members":    fill(xmlHead+"<advinfo>", "<a>b</a>", "</advinfo></data>"),
		"nested pairs":    fill(xmlHead+"<advinfo>", "<a><b/></a>", "</advinfo></data>"),
		"deep in pairs":   fill(xmlHead+"<advinfo>"+down, "<a/>", up+"</advinfo></data>"),
		"deep duplicates": fill(xmlHead+down, "<a/><a/>", up+"</data>"),
		"duplicates":      fill(xmlHead, "<message/>", "</data>"),
		"attributes":      fill(xmlHead+"<message", " a='b'", "/></data>"),
		"entities":        fill(xmlHead+"<message>", "&amp;", "</message></data>"),
		"sections":        fill(xmlHead+"<message>", "<![CDATA[a]]>", "</message></data>"),
	} {
		for _, entities := range []bool{false, true} {
			var before, after runtime.MemStats
			body, into := []byte(doc), new(xmlPayment)
			runtime.ReadMemStats(&before)
			devs := Decoder{Entities: entities}.Decode(body, "data", into)
			runtime.ReadMemStats(&after)
			if built := after.TotalAlloc - before.TotalAlloc; built > most {
				t.Errorf("%s: %d MiB are allocated", what, built>>20)
			}
			if len(devs.List) > strictpay.MaxKept {
				t.Errorf("%s: %d deviations are kept", what, len(devs.List))
			}
		}
	}
}
