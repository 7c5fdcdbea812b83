package main

import (
	"fmt"
	"html"
	"io"
	"net/http"
	neturl "net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay/internal/apis"
)

// nobody are the people of the examples, and what may be printed of nobody.
var nobody = []string{
	"Olena", "Ada", "Lovelace", "+3809", "ada@", "St James", "SW1Y", "02079460000", "411111", "4821-7733", "PAYS01",
}

// Every example of every API, called with what the sandbox prints, is on the page: with its operation, without a
// deviation of its request, and without secrets and persons.
func TestPageShowsEveryExample(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := lines(t, serving(t, lastRow(), "-o", "json", "--state", dir, "--env-file", dir+"/env"))
	page, _ := first[0]["console"].(string)
	env := map[string]string{}
	secrets := append([]string{}, nobody...)
	for _, row := range first[1:] {
		prefix := "STRICTPAY_" + strings.ToUpper(row["api"].(string)) + "_"
		for name, value := range row {
			if text, ok := value.(string); ok {
				env[prefix+strings.ToUpper(name)] = text
				if name == "password" || name == "token" || name == "store_id" {
					secrets = append(secrets, text)
				}
			}
		}
	}
	event := 0
	for _, row := range first[1:] {
		a, err := apis.Find(row["api"].(string))
		if err != nil {
			t.Fatal(err)
		}
		called := map[string]bool{}
		for _, x := range row["examples"].([]any) {
			operation := x.(map[string]any)["operation"].(string)
			if called[operation] {
				continue
			}
			called[operation] = true
			args := []string{"call", a.Name + "." + operation}
			for name, value := range x.(map[string]any)["set"].(map[string]any) {
				args = append(args, "--set", name+"="+value.(string))
			}
			if code, out, errs := typed("", env, args...); code != 0 {
				t.Errorf("%v: exit %d, %s %s", args, code, out, errs)
			}
			// A callback may stand between two exchanges.
			for shown := ""; !strings.Contains(shown, ">"+operation+"<"); {
				event++
				shown = opened(t, page, event)
				for _, secret := range secrets {
					if strings.Contains(shown, secret) {
						t.Errorf("%s: the page has %q", operation, secret)
					}
				}
				if strings.Contains(shown, "mark violation") {
					t.Errorf("%s has deviations: %s", operation, shown)
				}
			}
		}
	}
}

// opened is an event of the page, opened.
func opened(t *testing.T, page string, number int) string {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		rsp, err := http.Get(fmt.Sprintf("%s?show=%d", page, number))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(rsp.Body)
		_ = rsp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if _, rest, ok := strings.Cut(string(text), fmt.Sprintf(`<li id="event-%d"`, number)); ok {
			shown, _, _ := strings.Cut(rest, "</li>\n<li id=\"event-")
			shown, _, _ = strings.Cut(shown, "</ol>")
			return html.UnescapeString(shown)
		}
	}
	t.Fatalf("event %d never came", number)
	return ""
}

// A callbackCase is an example whose call makes a callback, or whose payment does when a person plays it.
type callbackCase struct{ webhook, operation, play string }

// Callbacks that no request gave an address go to --callback-url, of every API, and are authentic with the settings
// that the sandbox writes.
func TestCallbacksOfEveryAPIGoToCallbackURL(t *testing.T) {
	t.Parallel()
	url, took := endpoint(t, http.StatusOK)
	dir := t.TempDir()
	rows := lines(t, serving(t, lastRow(), "-o", "json", "--env-file", dir+"/env", "--callback-url", url))
	written, err := os.ReadFile(dir + "/env")
	if err != nil {
		t.Fatal(err)
	}
	env := exported(string(written), "")
	page := rows[0]["console"].(string)
	for api, of := range casesOf {
		x := of.callback
		set := printedExample(t, rows, api, x.operation)
		if x.play != "" {
			fields := neturl.Values{"do": {"play"}, "api": {api}, "play": {x.play}, "id": {set["txnId"].(string)}}
			if rsp, err := http.PostForm(page, fields); err != nil || rsp.StatusCode != http.StatusOK {
				t.Fatalf("%s: %v %v", x.webhook, rsp, err)
			}
		} else {
			args := []string{"call", api + "." + x.operation}
			for name, value := range set {
				args = append(args, "--set", name+"="+value.(string))
			}
			if code, out, errs := typed("", env, args...); code != 0 {
				t.Fatalf("%v: exit %d, %s %s", args, code, out, errs)
			}
		}
		delivery := took()
		code, out, errs := typed(delivery.body, env, delivery.verify(x.webhook)...)
		if code != 0 || !strings.Contains(out, `"authentic":true`) {
			t.Errorf("%s: exit %d, %s %s", x.webhook, code, out, errs)
		}
	}
}

// printedExample is the first example of an operation, of those that the sandbox prints.
func printedExample(t *testing.T, rows []map[string]any, api, operation string) map[string]any {
	t.Helper()
	for _, row := range rows {
		if row["api"] != api {
			continue
		}
		for _, x := range row["examples"].([]any) {
			if x := x.(map[string]any); x["operation"] == operation {
				return x["set"].(map[string]any)
			}
		}
	}
	t.Fatalf("no example of %s.%s", api, operation)
	return nil
}
