package readme

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// link is the target of a link in a page.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// heading is a heading of a page.
var heading = regexp.MustCompile(`(?m)^#+ (.+)$`)

// fence is a block of code or output in a page.
var fence = regexp.MustCompile("(?s)\n```.*?\n```\n")

// code is code inside a line.
var code = regexp.MustCompile("`[^`\n]*`")

// Every link from one page of the module to another leads to a file, and to a heading where it names one.
func TestLinks(t *testing.T) {
	t.Parallel()
	var pages []string
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md", "examples/*.md", "settle/*.md", "specs/*.md"} {
		found, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d pages, %v", pattern, len(found), err)
		}
		pages = append(pages, found...)
	}
	count := 0
	for _, page := range pages {
		text := fence.ReplaceAllString(read(t, strings.TrimPrefix(page, "../../")), "\n")
		for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(text, ""), -1) {
			file, section, _ := strings.Cut(m[1], "#")
			if strings.Contains(file, ":") {
				continue // another site
			}
			count++
			target := page
			if file != "" {
				target = filepath.Join(filepath.Dir(page), file)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s links to %s: %v", page, m[1], err)
				continue
			}
			if section != "" && !sections(t, strings.TrimPrefix(target, "../../"))[section] {
				t.Errorf("%s links to %s, and there is no such heading", page, m[1])
			}
		}
	}
	if count < 20 {
		t.Errorf("only %d links were found", count)
	}
}

// sections are the headings of a page, as links name them.
func sections(t *testing.T, page string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for _, m := range heading.FindAllStringSubmatch(fence.ReplaceAllString(read(t, page), "\n"), -1) {
		name := strings.ReplaceAll(strings.ToLower(m[1]), " ", "-")
		names[regexp.MustCompile(`[^\w-]`).ReplaceAllString(name, "")] = true
	}
	return names
}
