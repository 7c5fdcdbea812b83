package reference_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/reference"
)

// Every operation and every type of every API is described: each member has a type and a source.
func TestEverythingIsDescribed(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		doc, err := reference.Load(a.Name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range a.Operations {
			op := &a.Operations[i]
			about, err := doc.Operation(op.ID)
			if err != nil || about.Summary == "" {
				t.Errorf("%s.%s: %v, summary %q", a.Name, op.ID, err, about.Summary)
				continue
			}
			parts := map[string]int{}
			for _, m := range about.Members {
				in, status, _ := strings.Cut(m.In, " ")
				parts[in]++
				if m.Type == "" || in == "body" && m.Source == "" || (in == "answer") != (status != "") {
					t.Errorf("%s.%s: %+v", a.Name, op.ID, m)
				}
			}
			if got := parts["path"] + parts["query"] + parts["header"]; got != len(op.Arguments) {
				t.Errorf("%s.%s: %d parameters, want %v", a.Name, op.ID, got, op.Arguments)
			}
			if parts["answer"] != len(op.Answers) || (parts["body"] > 0) != (op.NewRequest != nil) {
				t.Errorf("%s.%s: %v, and %d answers", a.Name, op.ID, parts, len(op.Answers))
			}
		}
		for _, name := range doc.Schemas() {
			about, ok := doc.Schema(name)
			if !ok || about.Type == "" || about.Description == "" || about.Source == "" {
				t.Errorf("%s.%s: %+v", a.Name, name, about)
			}
			for _, m := range about.Members {
				if m.Type == "" {
					t.Errorf("%s.%s: %+v", a.Name, name, m)
				}
			}
		}
	}
}

func TestMembers(t *testing.T) {
	t.Parallel()
	doc, err := reference.Load("vertex")
	if err != nil {
		t.Fatal(err)
	}
	about, err := doc.Operation("createOrder")
	if err != nil {
		t.Fatal(err)
	}
	member := func(name string) reference.Member {
		i := slices.IndexFunc(about.Members, func(m reference.Member) bool { return m.In == "body" && m.Name == name })
		if i < 0 {
			t.Fatalf("no %s", name)
		}
		return about.Members[i]
	}
	amount := member("/order/cost/amount")
	if amount.Type != "string (decimal)" || !amount.Required || !slices.Equal(amount.Limits, []string{"above 0"}) {
		t.Errorf("%+v", amount)
	}
	if name := member("/customer/firstName"); name.Sensitive != "personal" {
		t.Errorf("%+v", name)
	}
	standard := member("/order/cost/cryptoTokenStandard")
	if standard.Type != "TokenStandard" || len(standard.Values) < 3 {
		t.Errorf("%+v", standard)
	}
	order, ok := doc.Schema("Order")
	i := slices.IndexFunc(order.Members, func(m reference.Member) bool { return m.Name == "payments" })
	if !ok || i < 0 || order.Members[i].Type != "list of Payment" {
		t.Errorf("%+v", order)
	}
	if _, ok := doc.Schema("None"); ok {
		t.Error("there is a type None")
	}
	if _, err := doc.Operation("none"); err == nil {
		t.Error("there is an operation none")
	}
	if _, err := reference.Load("paypal"); err == nil {
		t.Error("there is an API paypal")
	}
	status, _ := doc.Schema("OrderStatus")
	review := status.Members[slices.IndexFunc(status.Members, func(m reference.Member) bool {
		return m.Name == "review"
	})]
	if !strings.Contains(review.Source, "2025-11-24") {
		t.Errorf("of a value with a source of its own: %+v", review)
	}
}
