package rozetkapay_test

import (
	"context"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

func TestEveryDocumentedStatusCodeIsSeeded(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	for _, row := range rozetkapayapi.API.LookupTable("status").Rows {
		info, err := client.PayPartsRequestInfo(context.Background(), "status-"+strings.ReplaceAll(row.Code, "_", "-"))
		if err != nil {
			t.Errorf("%s: %v", row.Code, err)
			continue
		}
		found := false
		for _, list := range [][]rozetkapayapi.PayPartsOperationDetails{{*info.PurchaseDetails},
			info.ConfirmationDetails, info.RefundDetails, info.CancellationDetails} {
			for _, d := range list {
				if string(*d.StatusCode) == row.Code {
					found = string(*d.Status) == row.Group && (row.Text == "" || *d.StatusDescription == row.Text)
				}
			}
		}
		if !found {
			t.Errorf("%s: the order does not show it, or with another status or text", row.Code)
		}
	}
	info, err := client.PayPartsRequestInfo(context.Background(), "fiscalization")
	if err != nil {
		t.Fatal(err)
	}
	for i, code := range rozetkapayapi.FiscalizationStatusCodeValues() {
		f := info.RefundDetails[i].Fiscalization
		row, ok := rozetkapay.Fiscalization(int32(*f.StatusCode))
		if *f.StatusCode != code || !ok || row.Text != *f.StatusDescription {
			t.Errorf("fiscalization code %d: %v", code, f)
		}
	}
}

func TestEveryExampleIsAnswered(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	asked := map[string]bool{}
	for i, example := range s.Examples() {
		if i == 0 && example.Operation != "payPartsRequestInfo" {
			t.Errorf("the first example is %s", example.Operation)
		}
		asked[example.Operation] = true
		if _, err := client.Invoke(context.Background(), example.Operation, arguments(example.Set)); err != nil {
			t.Errorf("%s %v: %v", example.Operation, example.Set, err)
		}
	}
	for _, op := range rozetkapayapi.API.Operations {
		if !asked[op.ID] {
			t.Errorf("no example of %s", op.ID)
		}
	}
}
