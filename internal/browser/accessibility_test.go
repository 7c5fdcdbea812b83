package browser

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
)

// needName are the roles that are nothing without a name.
var needName = []string{
	"button", "link", "textbox", "searchbox", "combobox", "spinbutton", "navigation", "search", "region", "heading",
}

// tree is what a screen reader gets: role and name of each node.
func tree(d *desk) []string {
	d.t.Helper()
	var list []string
	for _, n := range call(d, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		role, name := text(n.Role), text(n.Name)
		list = append(list, strings.TrimSpace(role+" "+name))
		if slices.Contains(needName, role) && name == "" {
			d.t.Errorf("a %s has no name", role)
		}
	}
	return list
}

func text(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	return strings.Trim(string(v.Value), `"`)
}

// A screen reader finds landmarks, headings and names.
func TestWhatAScreenReaderGets(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.createOrder("ax-1")
	d.press("Pay: order ax-1")
	d.click("#open-1")
	d.do(chromedp.WaitVisible("#event-1 .detail"))
	list := tree(d)
	for _, want := range []string{
		"RootWebArea Sandbox - strictpay", "banner", "main", "navigation Pages", "navigation APIs", "heading Sandbox",
		"heading Exchanges and callbacks", "heading Books", "heading Fakes", "heading Vertex Gateway",
		"heading Request",
		"region Exchanges and callbacks", "region Books", "region Vertex Gateway", "status", "search Filter",
		"link Skip to the content", "button Refund: order ax-1", "button Spoil it: the next answer of X-Payments",
		"searchbox Show only what has in it", "textbox Amount", "spinbutton repeats", "combobox Next answer",
		"button Pause",
	} {
		if !slices.ContainsFunc(list, func(line string) bool { return line == want || line == want+" " }) {
			t.Errorf("no %q", want)
		}
	}
	if t.Failed() {
		t.Log(strings.Join(list, "\n"))
	}
	headings := value[[]int](d, `[...document.querySelectorAll("h1,h2,h3,h4")].map(h => Number(h.tagName[1]))`)
	for i, level := range headings {
		if i == 0 && level != 1 || i > 0 && level > headings[i-1]+1 {
			t.Errorf("headings jump: %v", headings)
			break
		}
	}
	for _, page := range []string{"reference", "reference?find=TRANSACTION", "reference/vertex/operation/createOrder",
		"reference/koshelek/table/error", "reference/vertex/type/Order"} {
		d.do(chromedp.Navigate(d.url+page), chromedp.WaitVisible("#main h1"))
		if got := tree(d); !slices.Contains(got, "main") {
			t.Errorf("%s has no main", page)
		}
	}
}

// contrasts gives the texts whose colour is too near to what is behind it (WCAG 2.2 AA), and targets that are too
// small.
const contrasts = `(() => {
	const channel = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	const parse = (text) => text.match(/[\d.]+/g).map(Number);
	const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
	const behind = (e) => {
		for (; e; e = e.parentElement) {
			const c = parse(getComputedStyle(e).backgroundColor);
			if (c.length === 3 || c[3] === 1) return c;
		}
		return [255, 255, 255];
	};
	const bad = [];
	for (const e of document.querySelectorAll("body *")) {
		const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
		const field = ["INPUT", "SELECT"].includes(e.tagName) && e.type !== "hidden";
		const box = e.getBoundingClientRect();
		if (!words && !field || box.width < 2 || box.height < 2) continue;
		const a = luminance(parse(getComputedStyle(e).color)), b = luminance(behind(e));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) bad.push(e.tagName + "." + e.className + " " + ratio.toFixed(2) + " " + e.textContent.slice(0, 20));
		if (["BUTTON", "INPUT", "SELECT"].includes(e.tagName) && (box.width < 24 || box.height < 24))
			bad.push(e.tagName + " " + e.id + " is small");
	}
	return [...new Set(bad)];
})()`

func checkContrast(d *desk, where string) {
	d.t.Helper()
	if bad := value[[]string](d, contrasts); len(bad) > 0 {
		d.t.Errorf("%s:\n%s", where, strings.Join(bad, "\n"))
	}
	if wide := value[int](d, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
		wider := value[[]string](d, `[...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right >
			document.documentElement.clientWidth + 1).map((e) => e.tagName + "." + e.className + "#" + e.id)`)
		d.t.Errorf("%s: %d pixels too wide: %s", where, wide, fmt.Sprint(wider))
	}
}
