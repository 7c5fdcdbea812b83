package failures

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/rawserver"
)

// A call whose answer is damaged is told by its outcome in the log, whatever the HTTP status says; what was asked and
// what came is not in the line.
func TestALogLineSaysTheOutcome(t *testing.T) {
	for _, x := range []struct {
		name, operation string
		answer          rawserver.Answer
		want            []string
	}{
		{
			"money, damaged", "captureOrder", rawserver.JSON(200, `{"data":{"orderNumber":7531.25}}`),
			[]string{"level=WARN", `msg="call failed"`, "outcome=unknown", "status=200"},
		},
		{
			"money, a page", "captureOrder", rawserver.Page(502),
			[]string{"level=WARN", "outcome=unknown", "status=502"},
		},
		{
			"a question, damaged", "retrieveOrderDetails", rawserver.JSON(200, `{"data":7}`),
			[]string{"level=WARN", "outcome=contradicted", "status=200"},
		},
		{
			"a refusal", "captureOrder", rawserver.JSON(400, `{"code":"77","message":"m"}`),
			[]string{"level=INFO", "msg=call", "outcome=refused", "status=400"},
		},
	} {
		server := rawserver.New(t, x.answer)
		for _, c := range calls() {
			if c.Name != "vertex" || c.op.ID != x.operation {
				continue
			}
			var lines bytes.Buffer
			hooks := strictpay.WithHooks(strictpay.SlogHooks(slog.New(slog.NewTextHandler(&lines, nil))))
			err := invoke(t.Context(), at(t, c, server.URL, strictpay.WithRetries(0), hooks), c)
			for _, want := range append(x.want, "operation="+x.operation) {
				if strings.Count(lines.String(), "\n") != 1 || !strings.Contains(lines.String(), want) {
					t.Errorf("%s: no %s in %s (%v)", x.name, want, lines.String(), err)
				}
			}
			for _, hidden := range []string{c.set["orderNumber"], "7531.25", "<html"} {
				if strings.Contains(lines.String(), hidden) {
					t.Errorf("%s: %s is in %s", x.name, hidden, lines.String())
				}
			}
		}
	}
}
