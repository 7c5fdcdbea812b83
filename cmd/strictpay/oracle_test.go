package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/internal/damage"
	"github.com/strictpay/strictpay/internal/rawserver"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/specs"
)

// An oracleServer is a server that a subject's calls go to; it answers with what it holds.
type oracleServer struct {
	env  map[string]string
	body string
	wrap func(body string) (string, error) // as it goes over the wire
	typ  string
}

func newOracleServer(t *testing.T, api string) *oracleServer {
	t.Helper()
	o := &oracleServer{typ: "application/json", wrap: func(body string) (string, error) { return body, nil }}
	server := rawserver.New(t, func(r *rawserver.Request) bool {
		text, err := o.wrap(o.body)
		if err != nil {
			t.Error(err)
		}
		return rawserver.Whole(200, o.typ, text)(r)
	})
	o.env = environmentAt(server.URL)
	if casesOf[api].sealed {
		x := sandbox.New(t).XPayments
		key, err := seal.ParsePrivateKey([]byte(x.PrivateKey), x.Password)
		if err != nil {
			t.Fatal(err)
		}
		o.typ = "text/html"
		o.wrap = func(body string) (string, error) {
			message, err := seal.Seal(&key.PublicKey, []byte(body))
			return string(message), err
		}
		o.env["STRICTPAY_XPAYMENTS_STORE_ID"] = x.StoreID
		for name, text := range map[string]string{
			"CERTIFICATE": x.Certificate, "PRIVATE_KEY": x.PrivateKey, "PASSWORD": x.Password,
		} {
			o.env["STRICTPAY_XPAYMENTS_"+name+"_FILE"] = file(t, name, text)
		}
	}
	return o
}

// Several hundred damaged answers of each API go through the command line. What is expected is read from the OpenAPI
// file and follows from the contract: every deviation with its kind, severity and pointer, and of them the outcome.
func TestCallTellsWhatTheSpecificationSays(t *testing.T) {
	t.Parallel()
	each := 200
	if testing.Short() {
		each = 8
	}
	for _, of := range casesOf {
		for _, s := range of.subjects {
			t.Run(s.operation, func(t *testing.T) {
				t.Parallel()
				s.judge(t, each)
			})
		}
	}
}

func (s *subject) judge(t *testing.T, each int) {
	t.Helper()
	api, _, _ := strings.Cut(s.operation, ".")
	samples, err := damage.Load(specs.FS, api)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(samples, func(x *damage.Sample) bool { return x.Name == s.value })
	if i < 0 {
		t.Fatalf("no example %s", s.value)
	}
	decide, err := samples[i].DecidingIn(specs.FS, api)
	if err != nil {
		t.Fatal(err)
	}
	var cases []damage.Case
	for c := range samples[i].Cases() {
		if !decide.Has(c.Pointer) && len(c.Want) < 100 {
			cases = append(cases, c)
		}
	}
	o := newOracleServer(t, api)
	args := s.line(t)
	step := max(1, len(cases)/each)
	for n := 0; n < len(cases); n += step {
		c := cases[n]
		o.body = string(c.Body)
		code, out, _ := typed("", o.env, args...)
		rows := lines(t, out)
		if len(rows) != 1 {
			t.Fatalf("%s at %q: %s", c.Rule, c.Pointer, out)
		}
		s.compare(t, &c, code, rows[0])
	}
	if len(cases) < each {
		t.Errorf("%d cases only", len(cases))
	}
}

// compare wants the outcome that follows from the deviations, and each of them.
func (s *subject) compare(t *testing.T, c *damage.Case, code int, row map[string]any) {
	t.Helper()
	want := "done"
	if slices.ContainsFunc(c.Want, func(f damage.Finding) bool { return f.Severity == damage.Violation }) {
		want = "contradicted"
		if s.reference != "" {
			want = "unknown"
		}
	}
	var reported, expected []string
	for _, d := range row["deviations"].([]any) {
		d := d.(map[string]any)
		reported = append(reported, fmt.Sprintf("%s %s at %q", d["severity"], d["kind"], d["pointer"]))
	}
	for _, f := range c.Want {
		expected = append(expected, f.String())
	}
	slices.Sort(reported)
	slices.Sort(expected)
	if row["outcome"] != want || code != exitCodes[want] || !slices.Equal(reported, expected) {
		t.Errorf("%s at %q: exit %d, %s, want %s\ntold %q\nwant %q\nin   %.300q", c.Rule, c.Pointer, code,
			row["outcome"], want, reported, expected, c.Body)
	}
	if want == "done" && (row["value"] == nil || row["ok"] != true || row["error"] != "") {
		t.Errorf("%s at %q: %v", c.Rule, c.Pointer, row)
	}
}
