package console

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"unicode"
)

//go:embed templates/*.html static/*
var files embed.FS

// handler serves the page, its parts and what it sends.
func (c *Console) handler() (http.Handler, error) {
	pages := map[string]*template.Template{}
	for _, name := range []string{"sandbox", "reference", "operation", "table", "type"} {
		t, err := template.New("page.html").Funcs(functions).ParseFS(
			files, "templates/page.html", "templates/members.html", "templates/"+name+".html")
		if err != nil {
			return nil, err
		}
		pages[name] = t
	}
	show := func(w http.ResponseWriter, status int, name string, data any) {
		var out bytes.Buffer
		if err := pages[name].Execute(&out, data); err != nil {
			http.Error(w, "The page cannot be shown: "+err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		_, _ = out.WriteTo(w)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Path+"{$}", func(w http.ResponseWriter, r *http.Request) {
		show(w, http.StatusOK, "sandbox", c.sandboxView(r))
	})
	mux.HandleFunc("POST "+Path+"{$}", func(w http.ResponseWriter, r *http.Request) {
		status := c.play(r)
		if status == http.StatusOK && r.Header.Get("X-Requested-With") == "" {
			http.Redirect(w, r, Path+back(r), http.StatusSeeOther)
			return
		}
		show(w, status, "sandbox", c.sandboxView(r))
	})
	mux.HandleFunc("GET "+Path+"events", c.events)
	c.referencePages(mux, show)
	mux.HandleFunc("GET "+Path+"static/", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, files, strings.TrimPrefix(r.URL.Path, Path))
	})
	return guard(mux), nil
}

// back is the query of the page that a form stands on.
func back(r *http.Request) string {
	if r.URL.RawQuery == "" {
		return ""
	}
	return "?" + r.URL.RawQuery
}

// functions are what the templates call.
var functions = template.FuncMap{
	"plural": func(n int, one string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %ss", n, one)
	},
	"path":     func(parts ...string) string { return Path + joined(parts) },
	"join":     strings.Join,
	"dashed":   dashed,
	"language": language,
}

func joined(parts []string) string {
	escaped := make([]string, len(parts))
	for i, p := range parts {
		escaped[i] = url.PathEscape(p)
	}
	return strings.Join(escaped, "/")
}

// language is what a screen reader must know of a text that is not English; "" for one that is. The only other
// language in the code tables is Russian.
func language(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
		return "ru"
	}
	return ""
}

// dashed makes an identifier of an element out of words that may have anything in them; different words give different
// identifiers.
func dashed(words ...string) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			b.WriteByte('-')
		}
		for _, r := range word {
			if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
				b.WriteRune(r)
			} else {
				fmt.Fprintf(&b, "_%x_", r)
			}
		}
	}
	return b.String()
}
