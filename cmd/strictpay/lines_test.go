package main

import (
	"strings"
	"testing"
)

// A commandLineCase is a command line as somebody types it, with what it ends with. says is on standard error where the
// code is not 0, and in the output where it is.
type commandLineCase struct {
	line string
	code int
	says string
}

var commandLines = []commandLineCase{
	{"", 0, "strictpay COMMAND"},
	{"--help", 0, "Commands:"},
	{"-h", 0, "Commands:"},
	{"help", 0, "Commands:"},
	{"help call", 0, "strictpay call API.OPERATION"},
	{"help chek", 2, "did you mean check?"},
	{"help webhook send", 0, "--to URL"},
	{"--version", 0, "spec vertex"},
	{"version", 0, "spec vertex"},
	{"version --help", 0, "strictpay version"},
	{"version now", 2, "takes no arguments"},
	{"version -o json", 0, `"specs":{`},
	{"chek", 2, "did you mean check?"},
	{"paypal", 2, "there are:"},
	{"--colour", 2, "no flag --colour"},
	{"demo now", 2, "takes no arguments"},

	{"call", 2, "try: strictpay call vertex.retrieveOrderDetails"},
	{"call --help", 0, "3  unknown"},
	{"call vertex", 2, `"vertex" is not API.OPERATION`},
	{"call refundOrder", 2, "did you mean vertex.refundOrder?"},
	{"call vertx.refundOrder", 2, "did you mean vertex?"},
	{"call paypal.pay", 2, strings.Join(apiNames(), ", ")},
	{"call vertex.refund", 2, "try: strictpay operations vertex.refundOrder"},
	{"call vertex.refundOrder vertex.cancelOrder", 2, `and not "vertex.cancelOrder" as well`},
	{"call vertex.refundOrder", 2, "STRICTPAY_VERTEX_URL"},
	{"call vertex.refundOrder --set shopId", 2, "--set takes name=value"},
	{"call vertex.refundOrder --set shopId=1 --set shopId=2", 2, "--set shopId stands twice"},
	{"call vertex.refundOrder --set shopid=1", 2, "did you mean shopId?"},
	{"call vertex.retrieveOrderDetails --body -", 2, "takes no --body"},
	{`call vertex.createOrder --body {"pan":"4111111111111111"}`, 2, "write - and send it to standard input"},
	{"call vertex.createOrder --body none.json", 2, "none.json cannot be read: no such file or directory"},
	{"call vertex.refundOrder --server", 2, "--server takes a value"},
	{"call vertex.refundOrder --serv x", 2, "did you mean --server"},
	{"call vertex.refundOrder -o xml", 2, `--output takes text or json, and not "xml"`},
	{"call vertex.retrieveOrderDetails --server http://127.0.0.1:1", 2, "STRICTPAY_VERTEX_TOKEN"},

	{"check", 2, "needs files to check"},
	{"check body.json", 2, "needs --as API.OPERATION"},
	{"check --as vertex.order -", 2, "did you mean createOrder"},
	{"check --as vertex.orderCalback -", 2, "did you mean orderCallback?"},
	{"check --as nodot -", 2, "API.OPERATION or API.WEBHOOK"},
	{"check --as vertex.createOrder --status abc -", 2, "--status takes an HTTP status from 100 to 599"},
	{"check --as vertex.createOrder --status 99 -", 2, "--status takes an HTTP status from 100 to 599"},
	{"check --as koshelek.postback --status 404 -", 2, "is a webhook"},
	{"check --as koshelek.postback --request -", 2, "is a webhook"},
	{"check --as vertex.retrieveOrderDetails --request -", 2, "has no request body"},
	{"check --as vertex.createOrder --request --status 200 -", 2, "without a --status"},
	{"check --as vertex.createOrder --fail-on warning -", 2, "--fail-on takes violation, drift or never"},
	{"check --as vertex.createOrder none.json", 2, "none.json cannot be read"},
	{"check --as vertex.createOrder .", 2, "cannot be read: is a directory"},

	{"har", 2, "needs files to check"},
	{"har none.har", 2, "none.har cannot be read: no such file or directory"},
	{"har .", 2, "cannot be read: is a directory"},
	{"har --api vertx=http://127.0.0.1:1 x.har", 2, "did you mean vertex?"},
	{"har --api vertex=127.0.0.1 x.har", 2, "expected a URL that begins with http:// or https://"},
	{"har --callback vertex.orderCallback x.har", 2, "--callback takes API.WEBHOOK=URL"},
	{"har --callback vertex.orderCalback=http://a/b x.har", 2, "did you mean orderCallback?"},
	{"har --key none.pem x.har", 2, "none.pem cannot be read"},
	{"har --bundle none.json x.har", 2, "none.json cannot be read"},
	{"har --fail-on warning x.har", 2, "--fail-on takes violation, drift or never"},
	{"proxy", 2, "proxy needs --api API"},
	{"proxy --api vertx", 2, "did you mean vertex?"},
	{"proxy --api vertex", 2, "proxy needs --to URL"},
	{"proxy --api vertex --to http://192.0.2.1/", 2, "http for this machine only"},
	{"proxy --api vertex --to http://127.0.0.1:1/ --listen 0.0.0.0:0", 2, "not a loopback address"},
	{"proxy --api vertex --to http://127.0.0.1:1/ --listen 1", 2, "expected HOST:PORT"},
	{"proxy --api vertex --to http://127.0.0.1:1/ --har /none/x.har", 2, "--har: open /none/x.har: no such file"},
	{"proxy now", 2, "takes no arguments"},

	{"codes koshelek", 0, "UNKNOWN_SESSION_ID"},
	{"codes koshelek error unknown_session_id", 0, "cardSession not found"},
	{"codes 4050", 0, "Fiscal shift not opened"},
	{"codes session not found", 0, "UNKNOWN_SESSION_ID"},
	{"codes повторно отсканируйте", 0, "UNKNOWN_SESSION_ID"},
	{"codes vertx", 1, "try: strictpay codes vertex"},
	{"codes no such thing", 1, "no code, text or tip"},
	{"codes vertex colours", 2, "card_brand"},
	{"codes vertex card_brnd", 2, "try: strictpay codes vertex card_brand"},
	{"codes koshelek UNKNOWN_SESSION_ID", 2, "try: strictpay codes koshelek error UNKNOWN_SESSION_ID"},
	{"codes vertex card_brand visacard", 1, "try: strictpay codes vertex card_brand visa"},
	{"codes vertex card_brand visa more", 2, "at most an API, a table and a code"},
	{"codes --outptu json", 2, "did you mean --output?"},

	{"operations vertex", 0, "POST /order/refund"},
	{"operations vertx", 2, "try: strictpay operations vertex"},
	{"operations vertex.refundOrder", 0, "comparing with the state before can tell"},
	{"operations vertex.refundOrders", 2, "did you mean refundOrder?"},
	{"operations vertex koshelek", 2, "at most an API or API.OPERATION"},
	{"fields vertex.Cost", 0, "ISO 4217"},
	{"fields vertex.Csot", 2, "try: strictpay fields vertex.Cost"},
	{"fields", 2, "needs a type, API.SCHEMA"},
	{"fields vertex", 2, "OrderResponse, Order, Cost"},
	{"fields koshelek", 2, "try: strictpay fields koshelek."},

	{"sandbox now", 2, "takes no arguments"},
	{"sandbox --listen 0.0.0.0:0", 2, "not a loopback address"},
	{"sandbox --callback-url http://example.com/", 2, "an address on this machine"},
	{"sandbox --callback-url vertex.nothing=http://127.0.0.1:1/", 2, `no webhook "vertex.nothing"`},

	{"webhook", 0, "STRICTPAY_VERTEX_WEBHOOK_SECRET_FILE"},
	{"webhook sned", 2, "did you mean send?"},
	{"webhook send", 2, "needs a webhook, API.WEBHOOK"},
	{"webhook send vertex.orderCallback", 2, "send needs --to URL"},
	{"webhook send vertex.orderCalback --to http://127.0.0.1:1/", 2, "did you mean orderCallback?"},
	{"webhook send vertex.orderCallback --to http://192.0.2.1/", 2, "http for this machine only"},
	{"webhook send vertex.orderCallback --to 127.0.0.1:1", 2, "begins with http:// or https://"},
	{"webhook send vertex.orderCallback --to http://127.0.0.1:1/", 2, "set STRICTPAY_VERTEX_WEBHOOK_SECRET_FILE"},
	{"webhook verify vertex.orderCallback", 2, "needs a webhook, API.WEBHOOK, and a file"},
	{"codes koshelek error NOPE", 1, "PAYMENT_TRANSACTION_IS_NOT_PAID"},
	{"webhook verify vertex.orderCallback --header none -", 2, "--header takes 'NAME: VALUE'"},

	{"xpayments", 0, "two pairs of keys"},
	{"xpayments opne", 2, "did you mean open?"},
	{"xpayments open", 2, "--key FILE"},
	{"xpayments open --key none.pem", 2, "none.pem cannot be read"},
	{"xpayments seal", 2, "--cert FILE"},
	{"xpayments bundle", 2, "needs a FILE"},

	{"completion bash", 0, "strictpay"},
	{"completion zsh", 0, "#compdef strictpay"},
	{"completion fish", 0, "complete -c strictpay"},
	{"completion tcsh", 2, "bash, zsh, fish"},
}

// Wrong and right command lines end with the documented code, say what is wrong once, and nothing of it in the output.
func TestCommandLines(t *testing.T) {
	t.Parallel()
	for _, c := range commandLines {
		code, out, errs := typed("", nil, strings.Fields(c.line)...)
		said, silent := errs, out
		if c.code == 0 {
			said, silent = out, errs
		}
		if code != c.code || !strings.Contains(said, c.says) || silent != "" {
			t.Errorf("strictpay %s: exit %d, want %d and %q\nprinted %s\ncomplained %s", c.line, code, c.code, c.says,
				out, errs)
		}
		if c.code != 0 && strings.Count(errs, "strictpay: ") != 1 {
			t.Errorf("strictpay %s complains not once: %s", c.line, errs)
		}
	}
}

// Every line that an error says to type is one that this program takes: the words before its arguments are a command.
func TestWhatToTypeCanBeTyped(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, c := range commandLines {
		_, _, errs := typed("", nil, strings.Fields(c.line)...)
		for line := range strings.Lines(errs) {
			typing, ok := strings.CutPrefix(line, "try: strictpay ")
			if !ok {
				continue
			}
			seen++
			words := strings.Fields(typing)
			if code, _, errs := typed("", nil, append(words[:1:1], "--help")...); code != 0 {
				t.Errorf("strictpay %s says to type %sexit %d, %s", c.line, line, code, errs)
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d lines to type", seen)
	}
}

// Help fits the columns of a terminal.
func TestHelpFits(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"", "call", "check", "codes", "completion", "demo", "fields", "har", "help", "operations", "proxy", "sandbox",
		"version", "webhook",
		"webhook send", "webhook verify", "xpayments", "xpayments open", "xpayments seal", "xpayments bundle",
	} {
		code, out, errs := typed("", nil, append(strings.Fields(name), "--help")...)
		if code != 0 || errs != "" || !strings.Contains(out, "Examples:") {
			t.Errorf("%s --help: exit %d, %s", name, code, errs)
		}
		if !strings.Contains(out, "Commands:") && !strings.Contains(out, "Exit code") {
			t.Errorf("%s --help has no exit codes", name)
		}
		tooWide(t, name+" --help", out)
	}
}

// tooWide reports lines over 80 columns, but for words that cannot be broken.
func tooWide(t *testing.T, what, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if n := len([]rune(line)); n > columns && len(strings.Fields(line)) > 1 {
			t.Errorf("%s: %d columns: %s", what, n, line)
		}
	}
}

func TestTextFits(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"codes", "operations", "operations vertex.createOrder", "operations xpayments.paymentInit",
		"codes 4050", "codes koshelek error UNKNOWN_SESSION_ID", "demo", "fields vertex.PaymentDetails",
		"fields rozetkapay.PayPartsOperationResult", "version",
	} {
		code, out, errs := typed("", nil, strings.Fields(name)...)
		if code != 0 {
			t.Errorf("%s: exit %d, %s", name, code, errs)
		}
		tooWide(t, name, out)
	}
}
