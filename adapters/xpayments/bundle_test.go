package xpayments

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
				"re-encoded": want.Encode(),
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
		{"plain http to a name that begins like localhost", func(b *Bundle) { b.URL = "http://localhost.example.com" }, false},
		{"another scheme", func(b *Bundle) { b.URL = "ftp://pay.example.com/" }, false},
		{"no scheme", func(b *Bundle) { b.URL = "pay.example.com" }, false},
		{"no host", func(b *Bundle) { b.URL = "https:///xp" }, false},
		{"address with a query", func(b *Bundle) { b.URL = "https://pay.example.com/?a=b" }, false},
		{"address with an empty query", func(b *Bundle) { b.URL = "https://pay.example.com/?" }, false},
		{"address with a fragment", func(b *Bundle) { b.URL = "https://pay.example.com/#" }, false},
		{"address with a user", func(b *Bundle) { b.URL = "https://user@pay.example.com/" }, false},
		{"store in upper case", func(b *Bundle) { b.StoreID = strings.ToUpper(b.StoreID) }, false},
		{"store too short", func(b *Bundle) { b.StoreID = b.StoreID[1:] }, false},
		{"store with another letter", func(b *Bundle) { b.StoreID = "0123456789abcdeg0123456789abcdef" }, false},
		{"no certificate", func(b *Bundle) { b.PublicKey = "" }, false},
		{"no private key", func(b *Bundle) { b.PrivateKey = "" }, false},
		{"server by name", func(b *Bundle) { b.ServerIP = "pay.example.com" }, false},
		{"server with a zone", func(b *Bundle) { b.ServerIP = "fe80::1%eth0" }, false},
		{"text with half a character", func(b *Bundle) { b.PrivateKeyPassword = "\ufffd" }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			bundle := sample
			c.change(&bundle)
			for form, text := range map[string]string{"JSON": bundle.Encode(), "PHP": encode(phpBundle(membersOf(bundle)))} {
				got, err := ParseBundle(text)
				checkBundle(t, form, got, err, bundle, c.ok)
			}
		})
	}
}

func TestBundleFormsAreStrict(t *testing.T) {
	pairs := membersOf(sample)
	php, object := phpBundle(pairs), jsonBundle(pairs)
	again := func(p pair) []pair { return append(pairs[:5:5], p) }
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
		"PHP: an integer":                strings.Replace(php, `s:11:"2001:db8::1"`, "i:1", 1),
		"PHP: null":                      strings.Replace(php, `s:11:"2001:db8::1"`, "N", 1),
		"PHP: four members":              phpBundle(pairs[:4]),
		"PHP: seven members":             phpBundle(append(pairs[:6:6], pair{"more", "x"})),
		"PHP: unknown member":            phpBundle(again(pair{"more", "x"})),
		"PHP: member repeated":           phpBundle(again(pairs[0])),
		"PHP: invalid UTF-8":             phpBundle(again(pair{"server_ip", "\xff"})),
		"JSON: something after":          object + "{}",
		"JSON: cut short":                object[:len(object)-1],
		"JSON: a number":                 strings.Replace(object, `"2001:db8::1"`, "1", 1),
		"JSON: null":                     strings.Replace(object, `"2001:db8::1"`, "null", 1),
		"JSON: nested":                   strings.Replace(object, `"2001:db8::1"`, `{"a":"b"}`, 1),
		"JSON: four members":             jsonBundle(pairs[:4]),
		"JSON: seven members":            jsonBundle(append(pairs[:6:6], pair{"more", "x"})),
		"JSON: unknown member":           jsonBundle(again(pair{"more", "x"})),
		"JSON: member repeated":          jsonBundle(again(pairs[0])),
		"JSON: name in another case":     strings.Replace(object, `"url"`, `"URL"`, 1),
		"JSON: half a surrogate pair":    strings.Replace(object, "2001:", `\ud800`, 1),
		"JSON: invalid UTF-8":            strings.Replace(object, "2001:", "\xff", 1),
		"JSON: an array":                 "[" + object + "]",
		"JSON: a blank before it":        " " + object,
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseBundle(encode(raw))
			checkBundle(t, "", got, err, Bundle{}, false)
		})
	}
	for name, text := range map[string]string{
		"not base64":       "{}",
		"URL alphabet":     "-_-_",
		"no padding":       strings.TrimRight(encode(php+"}"), "="),
		"longer than ever": strings.Repeat("A", maxBundle+1),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseBundle(text)
			checkBundle(t, "", got, err, Bundle{}, false)
		})
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

func membersOf(b Bundle) []pair {
	var pairs []pair
	for _, m := range b.members() {
		if *m.value != "" || !m.optional {
			pairs = append(pairs, pair{m.name, *m.value})
		}
	}
	return pairs
}

func phpBundle(pairs []pair) string {
	var text strings.Builder
	fmt.Fprintf(&text, "a:%d:{", len(pairs))
	for _, p := range pairs {
		fmt.Fprintf(&text, `s:%d:"%s";s:%d:"%s";`, len(p.name), p.name, len(p.value), p.value)
	}
	return text.String() + "}"
}

func jsonBundle(pairs []pair) string {
	var members []string
	for _, p := range pairs {
		name, _ := json.Marshal(p.name)
		value, _ := json.Marshal(p.value)
		members = append(members, string(name)+":"+string(value))
	}
	return "{" + strings.Join(members, ",") + "}"
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
		if again, err := ParseBundle(bundle.Encode()); err != nil || again != bundle {
			t.Errorf("written again it parses as %v, equal: %v", err, again == bundle)
		}
	})
}
