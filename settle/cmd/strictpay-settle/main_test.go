package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/settle"
)

func TestReport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pay.db")
	in := sandbox.New(t)
	client, err := vertex.New(in.Vertex.URL, in.Vertex.Token)
	if err != nil {
		t.Fatal(err)
	}
	db, err := settle.SQLite(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := settle.Open(db, settle.Config[*sql.Tx]{
		Clients: settle.Clients{client}, Settled: func(context.Context, *sql.Tx, settle.Outcome) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	output := func(want int, args ...string) string {
		t.Helper()
		var out, errors bytes.Buffer
		if code := run(t.Context(), args, &out, &errors); code != want {
			t.Errorf("%q exits %d: %s", args, code, errors.String())
		}
		return out.String() + errors.String()
	}
	if text := output(0, "report", "--db", path); !strings.Contains(text, "Everything is settled.") {
		t.Error(text)
	}
	_, err = settle.Do(t.Context(), s, "order-17",
		func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.CreateOrderResponse, error) {
			return client.CreateOrder(ctx,
				vertexapi.CreateOrderRequest{ShopID: in.Vertex.ShopID, Order: vertexapi.NewOrder{
					OrderNumber: "17", Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"),
						Currency: "EUR"},
				}}, opt)
		})
	if err != nil {
		t.Fatal(err)
	}
	if text := output(0, "report", "--db", path); !strings.Contains(text, "pending") ||
		!strings.Contains(text, "56.99 EUR") {
		t.Error(text)
	}
	var report settle.Report
	if err := json.Unmarshal([]byte(output(0, "report", "--db", path, "--output", "json")), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Groups) != 1 || report.Groups[0].Operation != "createOrder" || report.Groups[0].Count != 1 {
		t.Errorf("%+v", report)
	}
	output(2)
	output(2, "report")
	output(2, "report", "--db", filepath.Join(t.TempDir(), "none.db"))
	output(2, "report", "--db", path, "--output", "xml")
	if text := output(0, "--help"); !strings.Contains(text, "Exit code") {
		t.Error(text)
	}
}
