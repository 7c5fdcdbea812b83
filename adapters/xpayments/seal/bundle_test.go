package seal

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestBundlesParse(t *testing.T) {
	vectors := decodeVector[struct{ Bundles []bundleVector }](t, "bundles.json").Bundles
	if len(vectors) == 0 {
		t.Fatal("no vectors")
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			want := Bundle{
				v.Fields["store_id"], v.Fields["url"], v.Fields["public_key"], v.Fields["private_key"],
				v.Fields["private_key_password"], v.Fields["server_ip"],
			}
			for name, text := range map[string]string{
				"as it is":   v.Bundle,
				"folded":     " " + v.Bundle[:76] + "\r\n" + v.Bundle[76:] + "\n",
				"re-encoded": want.EncodeJSON(),
				"as PHP":     encode(phpBundle(membersOf(want))),
			} {
				if got, err := ParseBundle(text); err != nil || got != want {
					t.Errorf("%s: ParseBundle: %v; equal: %v", name, err, got == want)
				}
			}
			if _, err := ParsePublicKey([]byte(want.PublicKey)); err != nil {
				t.Error(err)
			}
			if _, err := ParsePrivateKey([]byte(want.PrivateKey), want.PrivateKeyPassword); err != nil {
				t.Error(err)
			}
		})
	}
}

// sample has a password with everything that breaks careless quoting.
var sample = Bundle{
	StoreID: "0123456789abcdef0123456789abcdef", URL: "https://pay.example.com/xp", PublicKey: "SECRET-CERTIFICATE",
	PrivateKey: "SECRET-KEY", PrivateKeyPassword: "SECRET\"';s:1:\\<&\x7f", ServerIP: "2001:db8::1",
}

func TestBundleMembersAreChecked(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(b *Bundle)
		ok     bool
	}{
		{"as it is", func(*Bundle) {}, true},
		{"no server address", func(b *Bundle) { b.ServerIP = "" }, true},
		{"no password", func(b *Bundle) { b.PrivateKeyPassword = "" }, true},
		{"plain http to localhost", func(b *Bundle) { b.URL = "http://localhost:8080" }, true},
		{"plain http to 127.0.0.2", func(b *Bundle) { b.URL = "http://127.0.0.2/xp/" }, true},
		{"plain http to ::1", func(b *Bundle) { b.URL = "http://[::1]:80/" }, true},
		{"plain http elsewhere", func(b *Bundle) { b.URL = "http://pay.example.com/" }, false},
		{"plain http to localhost.example.com", func(b *Bundle) { b.URL = "http://localhost.example.com" }, false},
		{"another scheme", func(b *Bundle) { b.URL = "ftp://pay.example.com/" }, false},
		{"no scheme", func(b *Bundle) { b.URL = "pay.example.com" }, false},
		{"no host", func(b *Bundle) { b.URL = "https:///xp" }, false},
		{"address with a query", func(b *Bundle) { b.URL = "https://pay.example.com/?a=b" }, false},
		{"address with an empty query", func(b *Bundle) { b.URL = "https://pay.example.com/?" }, false},
		{"address with a fragment", func(b *Bundle) { b.URL = "https://pay.example.com/#" }, false},
		{"address with a user", func(b *Bundle) { b.URL = "https://user@pay.example.com/" }, false},
		{"store in upper case", func(b *Bundle) { b.StoreID = strings.ToUpper(b.StoreID) }, true},
		{"store too short", func(b *Bundle) { b.StoreID = b.StoreID[1:] }, false},
		{"store with another letter", func(b *Bundle) { b.StoreID = "0123456789abcdeg0123456789abcdef" }, false},
		{"no certificate", func(b *Bundle) { b.PublicKey = "" }, false},
		{"no private key", func(b *Bundle) { b.PrivateKey = "" }, false},
		{"several servers", func(b *Bundle) { b.ServerIP = "192.0.2.1, 2001:db8::1,192.0.2.2" }, true},
		{"several servers, one by name", func(b *Bundle) { b.ServerIP = "192.0.2.1,pay.example.com" }, false},
		{"server by name", func(b *Bundle) { b.ServerIP = "pay.example.com" }, false},
		{"server with a zone", func(b *Bundle) { b.ServerIP = "fe80::1%eth0" }, false},
		{"text with half a character", func(b *Bundle) { b.PrivateKeyPassword = "\ufffd" }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			bundle := sample
			c.change(&bundle)
			for form, text := range map[string]string{
				"JSON": bundle.EncodeJSON(), "PHP": encode(phpBundle(membersOf(bundle))),
			} {
				got, err := ParseBundle(text)
				checkBundle(t, form, got, err, bundle, c.ok)
			}
		})
	}
}

func TestBundleFormsAreStrict(t *testing.T) {
	members := membersOf(sample)
	php, object := phpBundle(members), jsonBundle(members)
	again := func(m member) []member { return append(members[:5:5], m) }
	address := `s:11:"2001:db8::1"`
	for name, raw := range map[string]string{
		"nothing":                        "",
		"PHP: byte after the array":      php + ";",
		"PHP: cut short":                 php[:len(php)-1],
		"PHP: a character length":        strings.Replace(php, "s:32:", "s:31:", 1),
		"PHP: a length beyond the end":   strings.Replace(php, "s:32:", "s:99999:", 1),
		"PHP: a length beyond all bound": strings.Replace(php, "s:32:", "s:99999999999999999999:", 1),
		"PHP: a length with a zero":      strings.Replace(php, "s:32:", "s:032:", 1),
		"PHP: a signed length":           strings.Replace(php, "s:32:", "s:+32:", 1),
		"PHP: no length":                 strings.Replace(php, "s:32:", "s::", 1),
		"PHP: wrong count":               strings.Replace(php, "a:6:", "a:5:", 1),
		"PHP: count of seven":            strings.Replace(php, "a:6:", "a:7:", 1),
		"PHP: huge count":                strings.Replace(php, "a:6:", "a:2000000000:", 1),
		"PHP: an object":                 strings.Replace(php, "a:6:", `O:8:"stdClass":6:`, 1),
		"PHP: an integer":                strings.Replace(php, address, "i:1", 1),
		"PHP: an object inside":          strings.Replace(php, address, `O:8:"stdClass":0:{}`, 1),
		"PHP: a required null":           strings.Replace(php, `s:26:"https://pay.example.com/xp"`, "N", 1),
		"PHP: four members":              phpBundle(members[:4]),
		"PHP: member repeated":           phpBundle(again(members[0])),
		"PHP: invalid UTF-8":             phpBundle(again(member{"server_ip", "\xff"})),
		"JSON: something after":          object + "{}",
		"JSON: cut short":                object[:len(object)-1],
		"JSON: a number":                 strings.Replace(object, `"2001:db8::1"`, "1", 1),
		"JSON: a list of servers":        strings.Replace(object, `"2001:db8::1"`, `["2001:db8::1"]`, 1),
		"JSON: a required null":          strings.Replace(object, `"https://pay.example.com/xp"`, "null", 1),
		"JSON: four members":             jsonBundle(members[:4]),
		"JSON: sixty-five members":       jsonBundle(append(members[:6:6], manyMembers(59)...)),
		"JSON: member repeated":          jsonBundle(again(members[0])),
		"JSON: name in another case":     strings.Replace(object, `"url"`, `"URL"`, 1),
		"JSON: half a surrogate pair":    strings.Replace(object, "2001:", `\ud800`, 1),
		"JSON: invalid UTF-8":            strings.Replace(object, "2001:", "\xff", 1),
		"JSON: an array":                 "[" + object + "]",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseBundle(encode(raw))
			checkBundle(t, "", got, err, Bundle{}, false)
		})
	}
	for name, text := range map[string]string{
		"not base64":       "{}",
		"URL alphabet":     "-_-_",
		"longer than ever": strings.Repeat("A", maxBundle+1),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseBundle(text)
			checkBundle(t, "", got, err, Bundle{}, false)
		})
	}
}

func manyMembers(n int) []member {
	var members []member
	for i := range n {
		members = append(members, member{fmt.Sprint("more", i), "x"})
	}
	return members
}

// Connectors read these, so ParseBundle does.
func TestBundlesAreReadAsConnectorsReadThem(t *testing.T) {
	members := membersOf(sample)
	php, object := phpBundle(members), jsonBundle(members)
	withoutServer, server := sample, `"2001:db8::1"`
	withoutServer.ServerIP = ""
	more := append(members[:6:6], member{"more", "x"})
	for _, c := range []struct {
		name, text string
		want       Bundle
		form       Form
	}{
		{"PHP: unknown member", encode(phpBundle(more)), sample, FormPHP},
		{"PHP: server_ip is null", encode(strings.Replace(php, `s:11:`+server+`;`, "N;", 1)), withoutServer, FormPHP},
		{"JSON: unknown member", encode(jsonBundle(more)), sample, FormJSON},
		{"JSON: unknown object", encode(object[:len(object)-1] + `,"more":{"a":[1,null]}}`), sample, FormJSON},
		{"JSON: server_ip is null", encode(strings.Replace(object, server, "null", 1)), withoutServer, FormJSON},
		{"JSON: server_ip is empty", encode(strings.Replace(object, server, `""`, 1)), withoutServer, FormJSON},
		{"JSON: blanks before the object", encode(" \n" + object), sample, FormJSON},
		{"no padding", strings.TrimRight(encode(object+"  "), "="), sample, FormJSON},
		{"blanks inside the base64", encode(php)[:10] + " \t\r\n" + encode(php)[10:], sample, FormPHP},
	} {
		got, form, err := ParseBundleForm(c.text)
		checkBundle(t, c.name, got, err, c.want, true)
		if form != c.form {
			t.Errorf("%s: form %q", c.name, form)
		}
	}
}

func TestServerAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"": "[]", "192.0.2.1": "[192.0.2.1]", " 192.0.2.1 ,2001:db8::1,": "[192.0.2.1 2001:db8::1]",
		"::ffff:192.0.2.1": "[192.0.2.1]",
	} {
		got, err := Bundle{ServerIP: text}.ServerAddresses()
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"pay.example.com", "192.0.2.1;192.0.2.2", "192.0.2.0/24", "fe80::1%eth0"} {
		if got, err := (Bundle{ServerIP: text}).ServerAddresses(); got != nil || !errors.Is(err, ErrBundle) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func checkBundle(t *testing.T, form string, got Bundle, err error, want Bundle, ok bool) {
	t.Helper()
	switch {
	case ok && (err != nil || got != want):
		t.Errorf("%s: ParseBundle: %v; equal: %v", form, err, got == want)
	case !ok && (got != Bundle{} || !errors.Is(err, ErrBundle)):
		t.Errorf("%s: ParseBundle: %v; want ErrBundle and nothing else", form, err)
	case err != nil && strings.Contains(err.Error(), "SECRET"):
		t.Errorf("%s: the error tells a secret: %v", form, err)
	}
}

func TestBundlePrintsRedacted(t *testing.T) {
	var out bytes.Buffer
	inner := struct{ Bundle Bundle }{sample}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%10.3v", "%T %p"} {
		for _, value := range []any{sample, &sample, []Bundle{sample}, map[string]Bundle{"a": sample}, inner, &inner} {
			fmt.Fprintf(&out, verb+"\n", value)
		}
	}
	fmt.Fprintln(&out, sample, &sample)
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(handler).Info("bundle", "value", sample, "pointer", &sample, "inner", inner, "list", []Bundle{sample})
	}
	if err := json.NewEncoder(&out).Encode([]any{sample, &sample, inner}); err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"SECRET", fmt.Sprintf("%x", "SECRET"), fmt.Sprintf("%X", "SECRET")} {
		if strings.Contains(out.String(), form) {
			t.Errorf("a secret is printed:\n%s", out.String())
		}
	}
}

func membersOf(b Bundle) []member {
	var members []member
	for _, s := range b.settings() {
		if *s.value != "" || !s.optional {
			members = append(members, member{s.name, *s.value})
		}
	}
	return members
}

func phpBundle(members []member) string {
	var text strings.Builder
	fmt.Fprintf(&text, "a:%d:{", len(members))
	for _, p := range members {
		fmt.Fprintf(&text, `s:%d:"%s";s:%d:"%s";`, len(p.name), p.name, len(p.value), p.value)
	}
	return text.String() + "}"
}

func jsonBundle(members []member) string {
	var texts []string
	for _, m := range members {
		name, _ := json.Marshal(m.name)
		value, _ := json.Marshal(m.value)
		texts = append(texts, string(name)+":"+string(value))
	}
	return "{" + strings.Join(texts, ",") + "}"
}

func encode(raw string) string { return base64.StdEncoding.EncodeToString([]byte(raw)) }

func FuzzParseBundle(f *testing.F) {
	for _, v := range decodeVector[struct{ Bundles []bundleVector }](f, "bundles.json").Bundles {
		raw, err := base64.StdEncoding.DecodeString(v.Bundle)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Add(phpBundle(membersOf(sample)))
	f.Add(jsonBundle(membersOf(sample)))
	f.Fuzz(func(t *testing.T, raw string) {
		ParseBundle(raw) // almost never base64
		bundle, err := ParseBundle(encode(raw))
		if err != nil {
			checkBundle(t, "", bundle, err, Bundle{}, false)
			return
		}
		if again, err := ParseBundle(bundle.EncodeJSON()); err != nil || again != bundle {
			t.Errorf("written again it parses as %v, equal: %v", err, again == bundle)
		}
	})
}
