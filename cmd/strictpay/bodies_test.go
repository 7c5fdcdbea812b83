package main

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/specs"
)

const checkKeys = "source operation status ok deviations"

var exampleName = regexp.MustCompile(`^([A-Za-z0-9]+)\.(request|webhook|[0-9]{3})(\.[a-z0-9-]+)?\.(json|xml)$`)

// Every example of the specifications is checked without a deviation: answers, requests and webhooks.
func TestCheckOfEveryExample(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		files, err := fs.Glob(specs.FS, a.Name+"/examples/*.*.*")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d examples, %v", a.Name, len(files), err)
		}
		for _, path := range files {
			m := exampleName.FindStringSubmatch(path[strings.LastIndex(path, "/")+1:])
			if m == nil {
				t.Fatalf("%s has no name of an example", path)
			}
			args := []string{"check", "--as", a.Name + "." + m[1], "--fail-on", "drift", "-o", "json", "../../specs/" +
				path}
			switch m[2] {
			case "request":
				args = append(args, "--request")
			case "webhook":
			default:
				args = append(args, "--status", m[2])
			}
			code, out, errs := typed("", nil, args...)
			rows := lines(t, out)
			if code != 0 || errs != "" || len(rows) != 1 || rows[0]["ok"] != true || reported(rows[0]) != "" {
				t.Errorf("%v: exit %d, %s %s", args, code, out, errs)
				continue
			}
			keys(t, rows[0], checkKeys)
		}
	}
}

// A bodyCase is an example of the specifications with one change, and the deviation that it makes.
type bodyCase struct {
	as       string // API.OPERATION
	file     string // in the examples of the API
	old, new string // the first occurrence is replaced
	want     string // severity kind pointer; further ones after a comma; "" for none
}

const (
	orderDetails, orderFile            = "vertex.retrieveOrderDetails", "retrieveOrderDetails.200.json"
	transactionStatus, transactionFile = "koshelek.transactionStatus", "transactionStatus.200.accepted.json"
)

var answers = []bodyCase{
	{orderDetails, orderFile, `"shopId": 123`, `"shopId": true`, "violation type /data/shopId"},
	{orderDetails, orderFile, `"shopId": 123`, `"shopId": "123"`, "drift type /data/shopId"},
	{orderDetails, orderFile, `"shopId": 123`, `"shopId": null`, "violation null /data/shopId"},
	{orderDetails, orderFile, `"shopId": 123`, `"shopID": 123`,
		"drift unknown-member /data/shopID, violation missing /data/shopId"},
	{orderDetails, orderFile, `"shopId": 123`, `"shopId": 123, "a/b~c": 1`,
		"drift unknown-member /data/a~1b~0c"},
	{orderDetails, orderFile, `"shopId": 123`, `"shopId": 123, "shop\u0049d": 123`,
		"violation duplicate /data/shopId"},
	{orderDetails, orderFile, `"shopId": 123`, `"shopId": 0123`, "violation syntax /data/shopId"},
	{orderDetails, orderFile, `"in_progress"`, `"frozen"`, "drift unknown-value /data/orderStatus"},
	{orderDetails, orderFile, `"in_progress"`, `""`, "drift unknown-value /data/orderStatus"},
	{orderDetails, orderFile, `"56.99"`, `"56,99"`, "violation format /data/cost/amount"},
	{orderDetails, orderFile, `"56.99"`, `56.99`, "drift type /data/cost/amount"},
	{orderDetails, orderFile, `"USD"`, `"usd"`, "violation format /data/cost/currency"},
	{orderDetails, orderFile, `"autoCapture": true`, `"autoCapture": 1`, "drift type /data/autoCapture"},
	{orderDetails, orderFile, `+03:00`, `+0300`, "drift format /data/timeLimit"},
	{orderDetails, orderFile, "{", "\ufeff{", "drift syntax "},
	{transactionStatus, transactionFile, `"status": "accepted"`, `"status": null`, "violation null /status"},
	{transactionStatus, transactionFile, `"status": "accepted"`, `"status": "paid"`,
		"drift unknown-value /status"},
	{"koshelek.postback", "postback.webhook.json", `{`, `{"extra": 1, `, "drift unknown-member /extra"},
	{"rozetkapay.payPartsRequestInfo", "payPartsRequestInfo.200.json", `"amount": "1500.50"`, `"amount": 1500.50`, ""},
	{"rozetkapay.payPartsRequestInfo", "payPartsRequestInfo.200.json", `"purchased": true`, `"purchased": "yes"`,
		"violation type /purchased"},
	{"rozetkapay.ppayProcessing", "ppayProcessing.webhook.json", `"is_success": true`, `"is_success": "true"`,
		"drift type /is_success"},
	{"xpayments.paymentCapture", "paymentCapture.200.xml", "<data>", "<data><surprise/>",
		"drift unknown-member /data/surprise"},
	{"xpayments.paymentCapture", "paymentCapture.200.xml", "<error></error>", "", "violation missing /data/error"},
	{"xpayments.paymentCapture", "paymentCapture.200.xml", "</data>", "", "violation syntax /data"},
	{"xpayments.callback", "callback.webhook.xml", "<amount>59.90</amount>", "<amount>59,90</amount>",
		"violation format /data/amount"},
}

var requests = []bodyCase{
	{"vertex.createOrder", "createOrder.request.json", `"shopId"`, `"shopid"`,
		"drift unknown-member /shopid, violation missing /shopId"},
	{"vertex.createOrder", "createOrder.request.json", `"currency":"CLP"`, `"currency":"clp"`,
		"violation format /order/cost/currency"},
	{"vertex.createOrder", "createOrder.request.json", `"56.00"`, `"0"`, "violation format /order/cost/amount"},
	{"vertex.createOrder", "createOrder.request.json", `"56.00"`, `""`, "violation format /order/cost/amount"},
	{"vertex.refundOrder", "refundOrder.request.json", `"orderNumber"`, `"orderNumbr"`,
		"drift unknown-member /orderNumbr, violation missing /orderNumber"},
	{"koshelek.cancelTransaction", "cancelTransaction.request.json", `{`, `{"terminalID": "1", `,
		"drift unknown-member /terminalID"},
	{"koshelek.refundTransaction", "refundTransaction.request.json", `{`, `{`, ""},
	{"xpayments.paymentCapture", "paymentCapture.request.xml", "<txnId>",
		"<target>payment</target><action>capture</action><api_version>1.9</api_version><txnId>", ""},
	{"xpayments.paymentCapture", "paymentCapture.request.xml", "<txnId>", "<?xml version=\"1.0\"?>\n<txnId>", ""},
	{"xpayments.paymentCapture", "paymentCapture.request.xml", "<amount>50.00", "<amount>-1",
		"violation format /amount"},
	{"xpayments.paymentCapture", "paymentCapture.request.xml", "<amount>", "<sum/><amount>",
		"drift unknown-member /sum"},
	{"xpayments.paymentGetAdditionalInfo", "paymentGetAdditionalInfo.request.xml", "<txnId>",
		"<api_version>1.5</api_version><txnId>", "violation unknown-member /refresh"},
}

func TestCheckOfAnswersAndWebhooks(t *testing.T) {
	t.Parallel()
	for _, c := range answers {
		c.try(t)
	}
}

func TestCheckOfRequests(t *testing.T) {
	t.Parallel()
	for _, c := range requests {
		c.try(t, "--request")
	}
}

func (c *bodyCase) try(t *testing.T, flags ...string) {
	t.Helper()
	api, _, _ := strings.Cut(c.as, ".")
	text := example(t, api+"/examples/"+c.file)
	changed := strings.Replace(text, c.old, c.new, 1)
	if changed == text && c.old != c.new {
		t.Errorf("%s has no %s", c.file, c.old)
		return
	}
	for failOn, fails := range map[string]bool{
		"violation": strings.Contains(c.want, "violation"), "drift": c.want != "", "never": false,
	} {
		args := append([]string{"check", "--as", c.as, "--fail-on", failOn, "-o", "json", "-"}, flags...)
		code, out, errs := typed(changed, nil, args...)
		rows := lines(t, out)
		want := 0
		if fails {
			want = 1
		}
		if code != want || len(rows) != 1 || rows[0]["ok"] == fails || errs != "" {
			t.Errorf("%s, %s for %s, --fail-on %s: exit %d, %s %s", c.as, c.new, c.old, failOn, code, out, errs)
			return
		}
		if got := reported(rows[0]); got != c.want {
			t.Errorf("%s, %s for %s: reported %s, want %s", c.as, c.new, c.old, got, c.want)
			return
		}
	}
}

// told lists the deviations of a result.
func reported(row map[string]any) string {
	var list []string
	for _, d := range row["deviations"].([]any) {
		d := d.(map[string]any)
		list = append(list, d["severity"].(string)+" "+d["kind"].(string)+" "+d["pointer"].(string))
	}
	return strings.Join(list, ", ")
}
