package strictpay_test

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	shopapi "github.com/strictpay/strictpay/internal/strictgen/testdata/shop"
)

const plantedText = "PLANTED-4111"

// logged is what a JSON handler with RedactAttr writes of a value.
func logged(v any) string {
	var b strings.Builder
	options := slog.HandlerOptions{ReplaceAttr: strictpay.RedactAttr}
	slog.New(slog.NewJSONHandler(&b, &options)).Info("x", "v", v, slog.Group("g", "v", v))
	return b.String()
}

// Models inside lists, maps and structs are written redacted, and the rest of the value beside them.
func TestRedactAttrHidesModelsInsideLists(t *testing.T) {
	t.Parallel()
	payment := shopapi.WalletPayment{Holder: new(plantedText), Wallet: new("w-1")}
	type row struct {
		Name    string
		Payment *shopapi.WalletPayment
		private *shopapi.WalletPayment
	}
	for _, v := range []any{
		[]shopapi.WalletPayment{payment}, []*shopapi.WalletPayment{&payment, nil},
		map[string]shopapi.WalletPayment{"a": payment},
		[]any{"kept", []any{&payment}}, row{"kept", &payment, &payment}, &row{"kept", &payment, nil},
		[1]any{&payment},
		map[string]any{"kept": map[int][]shopapi.WalletPayment{1: {payment}}},
		[]strictpay.Secret{strictpay.NewSecret(plantedText)},
	} {
		text := logged(v)
		if strings.Contains(text, plantedText) || !strings.Contains(text, "redacted") {
			t.Errorf("%T: %s", v, text)
		}
		if strings.Contains(fmt.Sprint(v), "kept") && !strings.Contains(text, "kept") {
			t.Errorf("%T: what is beside the model is lost: %s", v, text)
		}
	}
	if text := logged([]any{&payment, time.Unix(1, 0).UTC(), 7}); !strings.Contains(text, "1970-01-01") ||
		!strings.Contains(text, " 7]") {
		t.Error(text)
	}
	var itself []any
	itself = append(itself, &payment, &itself)
	if text := logged(itself); strings.Contains(text, plantedText) {
		t.Error(text)
	}
}

// What holds nothing to be hidden is written as without RedactAttr.
func TestRedactAttrLeavesTheRest(t *testing.T) {
	t.Parallel()
	for _, v := range []any{
		nil, 1, "a", true, time.Second, []int{1, 2}, map[string]any{"a": []string{"b"}},
		struct{ A, B string }{"a", "b"}, []byte("x"),
		errors.New("e"), fmt.Errorf("e: %w", io.EOF), (*shopapi.WalletPayment)(nil), []error{io.EOF},
		[]time.Time{time.Unix(1, 0)},
	} {
		var b strings.Builder
		slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "v", v, slog.Group("g", "v", v))
		want, got := b.String(), logged(v)
		if want[strings.Index(want, `"msg"`):] != got[strings.Index(got, `"msg"`):] {
			t.Errorf("%T: %s and not %s", v, got, want)
		}
	}
}
