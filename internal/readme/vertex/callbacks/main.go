// Command callbacks takes the callbacks of Vertex Gateway about orders.
package main

import (
	"cmp"
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/strictpay/strictpay/adapters/vertex"
)

func main() {
	secret, err := os.ReadFile(os.Getenv("STRICTPAY_VERTEX_WEBHOOK_SECRET_FILE"))
	if err != nil {
		log.Fatal(err)
	}
	handler, err := vertex.Handler(strings.TrimSpace(string(secret)),
		func(_ context.Context, event *vertex.OrderEvent) error {
			order := event.Value.Data
			fmt.Println("order", order.OrderNumber, "is", order.OrderStatus)
			return nil
		}, vertex.RejectViolations)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", cmp.Or(os.Getenv("SHOP_LISTEN"), "127.0.0.1:9000"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("waiting for callbacks at", listener.Addr())
	mux := http.NewServeMux()
	mux.Handle("POST /callbacks/vertex", handler)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.Serve(listener))
}
