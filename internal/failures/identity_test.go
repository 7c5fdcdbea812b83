package failures

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/internal/rawserver"
	"github.com/strictpay/strictpay/runtime/spec"
)

// answered is what the sandbox answers to a call, in JSON.
func answered(t *testing.T, c call) strictpay.Info {
	t.Helper()
	x := set(t, c)
	defer x.close(t, c.String())
	var info strictpay.Info
	if _, err := x.client.Invoke(t.Context(), c.op.ID, arguments{c.op, c.set}, strictpay.WithInfo(&info)); err != nil {
		t.Fatalf("%s: %v", c, err)
	}
	return info
}

// changed is a document with another value at a pointer; false where there is none. A nil value takes the member out.
func changed(t *testing.T, document []byte, pointer string, to func(any) any) ([]byte, bool) {
	t.Helper()
	var root any
	if json.Unmarshal(document, &root) != nil {
		return nil, false
	}
	names := strings.Split(pointer, "/")[1:]
	at, ok := root.(map[string]any)
	for _, name := range names[:len(names)-1] {
		if ok {
			at, ok = at[name].(map[string]any)
		}
	}
	last := names[len(names)-1]
	if !ok {
		return nil, false
	}
	if at[last] = to(at[last]); at[last] == nil {
		return nil, false
	}
	text, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return text, true
}

// another is a value of the same type.
func another(value any) any {
	switch v := value.(type) {
	case string:
		if v == "" {
			return nil
		}
		return strings.Repeat("0", len(v)-1) + "7"
	case float64:
		return v + 1
	}
	return nil
}

// An answer about another order, payment or request, or to another operation, is none to this call, wherever a
// document says what it repeats.
func TestAnswersAboutAnotherOrder(t *testing.T) {
	tried := map[string]int{}
	for _, c := range calls() {
		if len(c.op.Echo) == 0 {
			continue
		}
		info := answered(t, c)
		for _, echo := range c.op.Echo {
			answer, ok := aboutAnother(t, c, &info, echo)
			if !ok {
				continue // this answer does not repeat it
			}
			if name, of := strings.CutPrefix(echo.Request, "/query/"); of && c.set[name] == "" {
				continue // the call does not name it
			}
			tried[c.Name]++
			server := rawserver.New(t, answer)
			err := invoke(t.Context(), at(t, c, server.URL), c)
			expect(t, c.String()+", "+echo.Answer, err, contradicted(c))
			if !slices.ContainsFunc(strictpay.DeviationsOf(err), func(d strictpay.Deviation) bool {
				return d.Kind == strictpay.KindIdentity && d.Pointer == echo.Answer && d.Severity == strictpay.Violation
			}) {
				t.Errorf("%s: %s is not reported: %v", c, echo.Answer, err)
			}
			server.Close()
		}
	}
	for name, of := range casesOf {
		if tried[name] < of.echoes {
			t.Errorf("%s: only %d answers were tried", name, tried[name])
		}
	}
}

// aboutAnother is an answer with another value where it repeats something; false where it does not repeat it.
func aboutAnother(t *testing.T, c call, info *strictpay.Info, echo spec.Echo) (rawserver.Answer, bool) {
	t.Helper()
	if c.Sealing != nil {
		text, ok := changedXML(info.Body(), echo.Answer, func(text string) string { return another(text).(string) })
		if !ok {
			return nil, false
		}
		return sealed(t, string(text)), true
	}
	to := another
	if echo.Is != "" { // the operation, of which another is listed
		to = func(value any) any {
			if value == "capture" {
				return "refund"
			}
			return "capture"
		}
	}
	body, ok := changed(t, info.Body(), echo.Answer, to)
	return rawserver.JSON(info.Status, string(body)), ok
}

// An operation by a name that is not listed is drift: nothing says that it is another one.
func TestAnUnlistedOperationContradictsNothing(t *testing.T) {
	for _, c := range calls() {
		if c.String() != "vertex.captureOrder" {
			continue
		}
		body := `{"data":{"orderNumber":"` + c.set["orderNumber"] + `","operationType":"capture_v2"}}`
		var info strictpay.Info
		server := rawserver.New(t, rawserver.JSON(http.StatusAccepted, body))
		err := invoke(t.Context(), at(t, c, server.URL), c, strictpay.WithInfo(&info))
		if err != nil || len(info.Deviations) != 1 || info.Deviations[0].Kind != strictpay.KindUnknownValue {
			t.Errorf("%v, %v", err, info.Deviations)
		}
	}
}

// What an answer does not say, it does not contradict: the violation is that it is not there.
func TestAnswersThatNameNoOrder(t *testing.T) {
	sideBySide(calls(), func(c call) {
		for _, body := range []string{`{}`, `{"data":{}}`, `{"data":null}`, `{"data":{"shopId":null}}`,
			`{"data":{"shopId":[]}}`, `{"data":{`, `null`} {
			server := rawserver.New(t, rawserver.JSON(http.StatusOK, body))
			err := invoke(t.Context(), at(t, c, server.URL), c)
			for _, d := range strictpay.DeviationsOf(err) {
				if d.Kind == strictpay.KindIdentity {
					t.Errorf("%s, %s: %v", c, body, d)
				}
			}
		}
		zero := rawserver.New(t, rawserver.JSON(http.StatusOK, `{"data":{"shopId":0}}`))
		err := invoke(t.Context(), at(t, c, zero.URL), c)
		reported := slices.ContainsFunc(strictpay.DeviationsOf(err), func(d strictpay.Deviation) bool {
			return d.Kind == strictpay.KindIdentity && d.Pointer == "/data/shopId"
		})
		echoes := slices.ContainsFunc(c.op.Echo, func(e spec.Echo) bool { return e.Answer == "/data/shopId" })
		if reported != echoes {
			t.Errorf("%s: the shop 0: identity %v", c, reported)
		}
	})
}

// A server that sends every answer twice. The second one must not become the answer of the next call.
func TestDoubledAnswersStayWithTheirCall(t *testing.T) {
	_, _, example := exampleOf(t, "vertex/retrieveOrderDetails.200")
	server := rawserver.New(t, func(r *rawserver.Request) bool {
		order := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		return rawserver.Twice(200, string(put(t, example, "/data/orderNumber", `"`+order+`"`)))(r)
	})
	for _, c := range calls() {
		if c.String() != "vertex.retrieveOrderDetails" {
			continue
		}
		client := at(t, c, server.URL)
		for n := range 50 {
			order := "order-" + strconv.Itoa(n)
			in := arguments{c.op, map[string]string{"shopId": "123", "orderNumber": order}}
			value, err := client.Invoke(t.Context(), c.op.ID, in)
			got, ok := value.(*vertexapi.OrderResponse)
			if err == nil && (!ok || got.Data.OrderNumber != order) {
				t.Fatalf("%s was answered with %v", order, value)
			}
			if err != nil {
				expect(t, order, err, strictpay.OutcomeOf(err))
			}
		}
	}
	if server.Arrived() < 25 {
		t.Errorf("only %d requests arrived", server.Arrived())
	}
}

// A success without what shows that it is one is none, under each of its statuses. An envelope that holds nothing
// shows nothing.
func TestSuccessesWithoutEvidence(t *testing.T) {
	tried := map[string]int{}
	for _, c := range calls() {
		for _, success := range c.op.Answers {
			if success.Status >= 300 || success.New == nil {
				continue
			}
			bodies := []string{
				`{}`, `{"message":"Payout limit"}`, `{"message":"Payout limit","code":1007}`,
				`{"code":"401","title":"t","detail":"d"}`, `{"data":{}}`, `{"data":[]}`, `{"data":null}`, `[]`, `null`,
			}
			if c.Sealing != nil {
				bodies = []string{`<data></data>`, `<data><message>m</message></data>`,
					`<data><payment></payment></data>`}
			}
			for _, body := range bodies {
				form := reflect.TypeOf(success.New()).Elem()
				if form.Kind() == reflect.Slice && body == `[]` {
					continue // a list, which may be empty
				}
				if slices.Contains(casesOf[c.Name].worded, form) && body == `{"message":"Payout limit"}` {
					continue
				}
				if lists := strings.HasPrefix(c.op.ID, "listPay") && c.op.ID != "listPayoutFields"; lists &&
					strings.HasPrefix(body, `{"data":`) && body != `{"data":null}` {
					continue // a shop without methods
				}
				answer := rawserver.JSON(success.Status, body)
				if c.Sealing != nil {
					answer = sealed(t, body)
				}
				server := rawserver.New(t, answer)
				err := invoke(t.Context(), at(t, c, server.URL), c)
				what := fmt.Sprintf("%s, %d %s", c, success.Status, body)
				tried[c.Name]++
				if strings.Contains(body, `"code"`) && casesOf[c.Name].errorForm {
					expect(t, what, err, strictpay.Refused) // the error form, which it sends with a 200 as well
				} else {
					expect(t, what, err, contradicted(c))
				}
				if len(strictpay.DeviationsOf(err)) == 0 {
					t.Errorf("%s: nothing is reported: %v", what, err)
				}
				server.Close()
			}
		}
	}
	for name := range casesOf {
		if tried[name] < 25 {
			t.Errorf("%s: only %d answers were tried", name, tried[name])
		}
	}
}

// What is missing is named as exactly as the answer allows.
func TestEvidenceIsNamedWhereItIsMissing(t *testing.T) {
	for body, want := range map[string]string{
		`{}`: "missing /data", `{"data":null}`: "null /data,missing /data", `{"data":{}}`: "missing /data/orderNumber",
		`{"data":[]}`: "type /data,missing /data/orderNumber", `{"data":5}`: "type /data",
		`{"data":{"orderNumber":null}}`:             "null /data/orderNumber,missing /data/orderNumber",
		`{"data":{"orderNumber":true}}`:             "type /data/orderNumber",
		`{"data":{"operationType":"capture"}}`:      "",
		`{"data":{"state":"done","accepted":true}}`: "missing /data/orderNumber",
	} {
		for _, status := range []int{http.StatusOK, http.StatusAccepted} {
			_, devs := vertexapi.API.Operation("captureOrder").ReadAnswer(status, []byte(body))
			var reported []string
			for _, d := range devs.List {
				reported = append(reported, string(d.Kind)+" "+d.Pointer)
			}
			if got := strings.Join(reported, ","); got != want {
				t.Errorf("%d %s: reported %q, want %q", status, body, got, want)
			}
		}
	}
}

// Exact reading takes a new member for a contradiction, and the value is not lost.
func TestExactReadingKeepsTheValue(t *testing.T) {
	tried := 0
	for _, c := range calls() {
		switch {
		case !casesOf[c.Name].replays:
			continue
		case c.op.ID == "listPayoutFields": // its answer may have any member
			continue
		}
		info := answered(t, c)
		body, ok := changed(t, info.Body(), "/a_new_member", func(any) any { return 1 })
		if !ok || info.Status != http.StatusOK {
			continue
		}
		tried++
		server := rawserver.New(t, rawserver.JSON(info.Status, string(body)))
		if err := invoke(t.Context(), at(t, c, server.URL, strictpay.WithDriftHandler(nil)), c); err != nil {
			t.Errorf("%s: a new member is drift: %v", c, err)
		}
		err := invoke(t.Context(), at(t, c, server.URL, strictpay.WithExact()), c)
		expect(t, c.String(), err, contradicted(c))
		var unknown *strictpay.OutcomeUnknown
		if errors.As(err, &unknown) && unknown.Contradiction == nil || len(strictpay.DeviationsOf(err)) != 1 {
			t.Errorf("%s: %v", c, err)
		}
		server.Close()
	}
	if tried < 5 {
		t.Errorf("only %d answers were tried", tried)
	}
}

// An operation that changes something is one of those that can be refused in a 2xx; a question is not.
func TestEffectsAreSaid(t *testing.T) {
	for _, c := range calls() {
		if c.op.Effect != spec.Question && c.op.Effect != spec.Change || c.op.MovesMoney && c.op.Effect != spec.Change {
			t.Errorf("%s: its effect is %q", c, c.op.Effect)
		}
	}
}
