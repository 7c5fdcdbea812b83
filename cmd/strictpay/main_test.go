package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// typed runs a command line and returns its exit code and what it printed.
func typed(stdin string, env map[string]string, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	e := &environment{stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, getenv: func(name string) string { return env[name] }}
	code = run(e, args)
	return code, out.String(), errs.String()
}

// lines reads one JSON object per line.
func lines(t *testing.T, text string) []map[string]any {
	t.Helper()
	var list []map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	for decoder.More() {
		var one map[string]any
		if err := decoder.Decode(&one); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		list = append(list, one)
	}
	return list
}

func TestUnknownNamesListWhatThereIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"chek"}, "check"},
		{[]string{"codes", "paypal"}, "koshelek"},
		{[]string{"codes", "vertex", "colours"}, "card_brand"},
		{[]string{"codes", "vertex", "card_brand", "visacard"}, "visa"},
		{[]string{"operations", "paypal"}, "vertex"},
		{[]string{"check", "--as", "vertex.noSuch", "-"}, "retrieveOrderDetails"},
		{[]string{"check", "--as", "vertex.noSuch", "-"}, "orderCallback"},
		{[]string{"check", "--as", "nodot", "-"}, "API.OPERATION"},
		{[]string{"call", "paypal.pay"}, "rozetkapay"},
		{[]string{"call", "vertex.pay"}, "createOrder"},
	} {
		code, out, errs := typed("", nil, c.args...)
		if code != 1 || out != "" || !strings.Contains(errs, c.want) {
			t.Errorf("%v: exit %d, printed %q, complained %q", c.args, code, out, errs)
		}
	}
}

func TestCodesHaveEveryRow(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	code, out, _ := typed("", nil, "codes", "--output", "json")
	for _, row := range lines(t, out) {
		if len(row) != 7 {
			t.Errorf("row %v has not every key", row)
		}
		count[row["api"].(string)+" "+row["table"].(string)]++
	}
	want := map[string]int{"rozetkapay status": 30, "rozetkapay fiscalization": 27, "rozetkapay response": 184, "koshelek error": 20,
		"xpayments payment_status": 6, "xpayments operation_status": 3, "xpayments error": 5}
	for table, n := range want {
		if count[table] != n {
			t.Errorf("%s has %d rows, want %d", table, count[table], n)
		}
	}
	for _, table := range []string{"order_status", "payment_status", "payment_type", "instrument", "transfer_type", "card_brand"} {
		if count["vertex "+table] == 0 {
			t.Errorf("vertex has no rows of %s", table)
		}
	}
	if code != 0 || len(count) != len(want)+6 {
		t.Errorf("exit %d, tables %v", code, count)
	}
}

func TestCodesOfOneCode(t *testing.T) {
	t.Parallel()
	_, out, _ := typed("", nil, "codes", "koshelek", "error", "PAYMENT_TRANSACTION_IS_NOT_PAID", "--output", "json")
	rows := lines(t, out)
	if len(rows) != 2 || rows[0]["context"] != "payment" || rows[1]["context"] != "refund" || !strings.Contains(rows[0]["tip"].(string), "<X>") {
		t.Errorf("rows %v", rows)
	}
	_, out, _ = typed("", nil, "codes", "vertex", "card_brand", "dсi", "--output", "json")
	if rows := lines(t, out); len(rows) != 1 || rows[0]["text"] != "Diners Club International" {
		t.Errorf("the Cyrillic spelling gives %v", rows)
	}
}

func TestOperations(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		_, out, _ := typed("", nil, "operations", a.Name, "--output", "json")
		rows := lines(t, out)
		if n := len(a.Operations); len(rows) != n || n == 0 {
			t.Errorf("%s: %d lines for %d operations", a.Name, len(rows), n)
		}
		for _, row := range rows {
			if len(row) != 7 || row["source"] == "" || row["path"] == "" {
				t.Errorf("row %v", row)
			}
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, err := os.ReadFile("../../specs/vertex/examples/retrieveOrderDetails.200.json")
	if err != nil {
		t.Fatal(err)
	}
	clean := file("clean.json", string(good))
	drift := file("drift.json", strings.Replace(string(good), `"in_progress"`, `"frozen"`, 1))
	damaged := file("damaged.json", strings.Replace(string(good), `"shopId": 123`, `"shopId": "123"`, 1))
	large := file("large.json", strings.Repeat(" ", 1<<20)+string(good))
	for _, c := range []struct {
		name string
		args []string
		code int
		ok   bool
		want string // kind and pointer of the one deviation
	}{
		{"clean", []string{clean}, 0, true, ""},
		{"drift is ok", []string{drift}, 0, true, "unknown-value /data/orderStatus"},
		{"drift fails on request", []string{drift, "--fail-on", "drift"}, 1, false, "unknown-value /data/orderStatus"},
		{"damage", []string{damaged}, 1, false, "type /data/shopId"},
		{"damage is ok on request", []string{damaged, "--fail-on=never"}, 0, true, "type /data/shopId"},
		{"too large", []string{large}, 1, false, "size "},
		{"an undeclared status", []string{clean, "--status", "418"}, 1, false, "status "},
		{"standard input", []string{"-"}, 1, false, "syntax "},
	} {
		code, out, errs := typed("", nil, append([]string{"check", "--as", "vertex.retrieveOrderDetails", "--output", "json"}, c.args...)...)
		rows := lines(t, out)
		if code != c.code || len(rows) != 1 || errs != "" {
			t.Errorf("%s: exit %d, printed %s, complained %s", c.name, code, out, errs)
			continue
		}
		row := rows[0]
		got := ""
		for _, d := range row["deviations"].([]any) {
			d := d.(map[string]any)
			got = d["kind"].(string) + " " + d["pointer"].(string)
		}
		if row["ok"] != c.ok || got != c.want || row["operation"] != "vertex.retrieveOrderDetails" || row["source"] != c.args[0] || len(row) != 5 {
			t.Errorf("%s: %v", c.name, row)
		}
	}
	if code, _, errs := typed("", nil, "check", "--as", "vertex.retrieveOrderDetails", filepath.Join(dir, "none")); code != 2 || errs == "" {
		t.Errorf("a file that is not there: exit %d, %q", code, errs)
	}
	if code, out, _ := typed("", nil, "check", "--as", "vertex.retrieveOrderDetails", clean, damaged); code != 1 || !strings.Contains(out, "/data/shopId") {
		t.Errorf("as text: exit %d, %s", code, out)
	}
}

// environmentOf has the credentials of all fakes.
func environmentOf(t *testing.T, s *sandbox.Sandbox) map[string]string {
	t.Helper()
	env, dir := map[string]string{}, t.TempDir()
	for _, a := range apis.All() {
		f := a.Fake(s)
		prefix := "STRICTPAY_" + strings.ToUpper(a.Name) + "_"
		env[prefix+"URL"] = f.URL
		for _, c := range a.Credentials {
			value := f.Credentials[c.Name]
			if c.File() {
				file := filepath.Join(dir, a.Name+c.Name)
				if err := os.WriteFile(file, []byte(value+"\n"), 0o600); err != nil {
					t.Fatal(err)
				}
				value = file
			}
			env[prefix+c.Name] = value
		}
	}
	return env
}

// Every example of the sandbox is a call that succeeds, on a sandbox of its own: examples change state.
func TestCallAnswersTheSandboxsExamples(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	for _, a := range apis.All() {
		api, examples := a.Name, a.Fake(s).Examples()
		seen := map[string]bool{}
		for _, x := range examples {
			seen[x.Operation] = true
			args := []string{"call", api + "." + x.Operation, "--output", "json"}
			for name, value := range x.Set {
				args = append(args, "--set", name+"="+value)
			}
			code, out, errs := typed("", env, args...)
			rows := lines(t, out)
			if code != 0 || len(rows) != 1 || rows[0]["ok"] != true || rows[0]["error"] != "" || rows[0]["value"] == "" || len(rows[0]["deviations"].([]any)) > 0 {
				t.Errorf("%s.%s %v: exit %d, %s %s", api, x.Operation, x.Set, code, out, errs)
			}
		}
		for _, op := range a.Operations {
			if !seen[op.ID] {
				t.Errorf("%s.%s has no example", api, op.ID)
			}
		}
	}
}

func TestCallExitCodes(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	order := []string{"--set", "shopId=115", "--set"}
	for _, c := range []struct {
		name string
		args []string
		code int
		kind string
	}{
		{"a refusal", append([]string{"vertex.retrieveOrderDetails", "orderNumber=none"}, order...), 1, ""},
		{"damage", append([]string{"vertex.retrieveOrderDetails", "orderNumber=" + fake.FaultDamaged}, order...), 1, "type"},
		{"HTML", append([]string{"vertex.retrieveOrderDetails", "orderNumber=" + fake.FaultHTML}, order...), 1, "media-type"},
		{"too large", append([]string{"vertex.retrieveOrderDetails", "orderNumber=" + fake.FaultLarge}, order...), 1, "size"},
		{"money, cut", append([]string{"vertex.captureOrder", "orderNumber=" + fake.FaultCut}, order...), 3, ""},
		{"nobody there", append([]string{"vertex.retrieveOrderDetails", "orderNumber=A", "--server", "http://127.0.0.1:1"}, order...), 2, ""},
		{"plain http elsewhere", append([]string{"vertex.retrieveOrderDetails", "orderNumber=A", "--server", "http://192.0.2.1"}, order...), 2, ""},
		{"a missing argument", []string{"vertex.retrieveOrderDetails", "shopId=115"}, 2, "missing"},
		{"an argument of another type", []string{"vertex.captureOrder", "shopId=abc"}, 2, ""},
		{"an argument that it does not have", []string{"vertex.captureOrder", "colour=red"}, 2, ""},
	} {
		// The set that differs stands second; --set before it is put in here.
		args := []string{"call", c.args[0], "--output", "json", "--set", c.args[1]}
		rest := c.args[2:]
		if n := len(rest); n > 0 && rest[n-1] == "--set" {
			rest = rest[:n-1]
		}
		code, out, errs := typed("", env, append(args, rest...)...)
		if code != c.code || errs == "" {
			t.Errorf("%s: exit %d, want %d: %s %s", c.name, code, c.code, out, errs)
		}
		if c.kind == "" || out == "" {
			continue
		}
		kinds := []string{}
		for _, d := range lines(t, out)[0]["deviations"].([]any) {
			kinds = append(kinds, d.(map[string]any)["kind"].(string))
		}
		if !slices.Contains(kinds, c.kind) {
			t.Errorf("%s: deviations %v", c.name, kinds)
		}
	}
}

func TestCallWithBody(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	code, out, errs := typed(`{"shopId":115,"order":{"orderNumber":"body-1","cost":{"amount":"56.00","currency":"CLP"}}}`, env, "call", "vertex.createOrder", "--body", "-", "--output", "json")
	if code != 0 || !strings.Contains(out, "paymentLink") {
		t.Errorf("exit %d, %s %s", code, out, errs)
	}
	code, _, errs = typed(`{"shopId":115,"ordr":{}}`, env, "call", "vertex.createOrder", "--body", "-")
	if code != 2 || !strings.Contains(errs, "/ordr") {
		t.Errorf("a slip in a name: exit %d, %s", code, errs)
	}
	code, _, errs = typed("", env, "call", "vertex.retrieveOrderDetails", "--set", "shopId")
	if code != 2 || !strings.Contains(errs, "name=value") {
		t.Errorf("a set without value: exit %d, %s", code, errs)
	}
}

func TestXPaymentsMessages(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	dir := t.TempDir()
	for name, text := range map[string]string{"cert": s.XPayments.Certificate, "key": s.XPayments.PrivateKey, "password": s.XPayments.Password} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, message, _ := typed("<testCode>1</testCode>\n", nil, "xpayments", "seal", "--cert", filepath.Join(dir, "cert"))
	if code != 0 || !strings.HasPrefix(message, "API") {
		t.Fatalf("exit %d, %s", code, message)
	}
	// The store's own key does not open what is sealed for the other side: refused like anything else.
	open := []string{"xpayments", "open", "--key", filepath.Join(dir, "key"), "--password-file", filepath.Join(dir, "password")}
	texts := map[string]bool{}
	for _, bad := range []string{message, "", "<html>", message[:40], "API"} {
		code, out, errs := typed(bad, nil, open...)
		if code != 1 || out != "" {
			t.Errorf("exit %d, %q", code, out)
		}
		texts[errs] = true
	}
	if len(texts) != 1 {
		t.Errorf("refusals can be told apart: %v", texts)
	}
	if code, _, errs := typed("", nil, "xpayments", "open"); code != 2 || !strings.Contains(errs, "--key") {
		t.Errorf("without a key: exit %d, %s", code, errs)
	}
}

func TestVersionAndHelp(t *testing.T) {
	t.Parallel()
	if code, out, _ := typed("", nil, "version"); code != 0 || strings.Count(out, "spec ") != 4 || !strings.Contains(out, "go1.") {
		t.Errorf("exit %d, %s", code, out)
	}
	if code, out, _ := typed("", nil); code != 0 || !strings.Contains(out, "strictpay check") {
		t.Errorf("exit %d, %s", code, out)
	}
	if code, _, errs := typed("", nil, "codes", "--outptu", "json"); code != 2 || !strings.Contains(errs, "strictpay codes [API") {
		t.Errorf("exit %d, %s", code, errs)
	}
}

func TestDemoIsStable(t *testing.T) {
	t.Parallel()
	code, first, errs := typed("", nil, "demo")
	if code != 0 || errs != "" {
		t.Fatalf("exit %d, %s %s", code, first, errs)
	}
	if _, second, _ := typed("", nil, "demo"); second != first {
		t.Errorf("the report changed:\n%s\n%s", first, second)
	}
}
