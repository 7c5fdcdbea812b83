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
	bundle, err := os.ReadFile(os.Getenv("STRICTPAY_XPAYMENTS_BUNDLE_FILE"))
	if err != nil {
		log.Fatal(err)
	}
	client, err := xpayments.NewFromBundle(string(bundle))
	if err != nil {
		log.Fatal(err)
	}
	if err := show(context.Background(), client, os.Getenv("TXN_ID")); err != nil {
		log.Fatal(err)
	}
}

func show(ctx context.Context, client *xpayments.Client, txnID string) error {
	version, err := client.Negotiate(ctx)
	if err != nil {
		return err
	}
	info, err := client.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: txnID})
	if err != nil {
		return err
	}
	payment := xpayments.PaymentOf(info) // the same from flat answers (API 1.1 to 1.8) and nested ones (1.9)
	row, _ := payment.Status.Row()
	fmt.Println("API", version, row.Text, *payment.Amount, *payment.Currency, "can be captured:",
		*payment.CapturedAmountAvail)
	return nil
}
