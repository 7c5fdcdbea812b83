package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

func main() {
	// The configuration bundle is on the connection page of X-Payments; it holds URL, store, keys and password.
	client, err := xpayments.NewFromBundle(os.Getenv("XPAYMENTS_BUNDLE"))
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	version, err := client.Negotiate(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("both sides speak API", version)
	info, err := client.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: os.Getenv("TXN_ID")})
	if err != nil {
		log.Fatal(err)
	}
	payment := xpayments.Payment(info) // the same from flat answers (API 1.1 to 1.8) and nested ones (1.9)
	row, _ := payment.Status.Row()
	fmt.Println(row.Text, *payment.Amount, *payment.Currency, "can be captured:", *payment.CapturedAmountAvail)
}
