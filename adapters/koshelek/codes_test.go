package koshelek_test

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
)

func TestTips(t *testing.T) {
	t.Parallel()
	const code = koshelekapi.ErrorCodePaymentTransactionIsNotPaid
	for _, of := range []struct {
		name    string
		code    koshelekapi.ErrorCode
		context koshelek.Context
		minutes int
		want    string
	}{
		{"a payment names the time", code, koshelek.ContextPayment, 5,
			"Попробуйте ещё раз через 5 минут или обратитесь к администратору."},
		{"one minute", code, koshelek.ContextPayment, 1,
			"Попробуйте ещё раз через 1 минуту или обратитесь к администратору."},
		{"three", code, koshelek.ContextPayment, 3,
			"Попробуйте ещё раз через 3 минуты или обратитесь к администратору."},
		{"eleven", code, koshelek.ContextPayment, 11,
			"Попробуйте ещё раз через 11 минут или обратитесь к администратору."},
		{"twenty-one", code, koshelek.ContextPayment, 21,
			"Попробуйте ещё раз через 21 минуту или обратитесь к администратору."},
		{"no time", code, koshelek.ContextPayment, 0, "Попробуйте ещё раз или обратитесь к администратору."},
		{"a refund has another tip", code, koshelek.ContextRefund, 5,
			"Покупка не найдена. Обратитесь к администратору."},
		{"one meaning in both contexts", koshelekapi.ErrorCodePaymentOrderIsNotFound, koshelek.ContextPayment, 5,
			"Возврат отклонён, т.к. магазин не поддерживает возвраты. Обратитесь к администратору."},
		{"not listed", "BRAND_NEW", koshelek.ContextPayment, 5, ""},
	} {
		if got := koshelek.Tip(of.code, of.context, of.minutes); got != of.want {
			t.Errorf("%s: %q", of.name, got)
		}
	}
}

func TestEveryCodeHasARowInBothContexts(t *testing.T) {
	t.Parallel()
	for _, code := range koshelekapi.ErrorCodeValues() {
		for _, context := range []koshelek.Context{koshelek.ContextPayment, koshelek.ContextRefund} {
			row, ok := koshelek.Reason(code, context)
			if !ok || row.Code != string(code) || row.Text == "" || row.Tip == "" {
				t.Errorf("%s, %s: %+v", code, context, row)
			}
			if tip := koshelek.Tip(code, context, 7); tip == "" || strings.ContainsAny(tip, "<>") {
				t.Errorf("%s, %s: %q", code, context, tip)
			}
		}
	}
	if n := len(koshelekapi.API.LookupTable("error").Rows); n != 20 {
		t.Errorf("%d rows, the document has 20", n)
	}
	if koshelek.OperatorTip(nil, 5) != "" {
		t.Error("no refusal has no tip")
	}
}

// The documents' tables are here with every row.
func TestTablesHaveEveryRow(t *testing.T) {
	t.Parallel()
	documented := map[string]int{
		"error": 20,
	}
	for name, rows := range documented {
		if table := koshelekapi.API.LookupTable(name); table == nil || len(table.Rows) != rows {
			t.Errorf("%s has not the %d rows that are documented", name, rows)
		}
	}
	if n := len(koshelekapi.API.Tables); n != len(documented) {
		t.Errorf("%d tables", n)
	}
}
