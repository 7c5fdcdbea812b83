package readme

import (
	"testing"

	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/sandbox"
)

func TestCheckout(t *testing.T) {
	s := sandbox.New(t)
	client, _ := vertex.New(s.Vertex.URL, s.Vertex.Token)
	order, err := client.RetrieveOrderDetails(t.Context(), "115", "status-completed")
	if err != nil || !order.Data.OrderStatus.Succeeded() {
		t.Fatal(order, err)
	}
}
