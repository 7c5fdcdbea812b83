package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
)

func main() {
	client, err := koshelek.New(os.Getenv("KOSHELEK_URL"), os.Getenv("KOSHELEK_LOGIN"), os.Getenv("KOSHELEK_PASSWORD"))
	if err != nil {
		log.Fatal(err)
	}
	// The requestId, which makes a repeat safe, is made where none is given.
	state, err := client.TransactionStatus(context.Background(), koshelekapi.TransactionStatusRequest{TransactionID: new(os.Getenv("TRANSACTION_ID"))})
	if err != nil {
		log.Fatal(err)
	}
	if refusal := state.Refusal(); refusal != nil {
		fmt.Println("refused:", refusal.Code)
		fmt.Println("the operator reads:", refusal.Row.Tip)
		return
	}
	fmt.Println(state.Status, "final:", state.Status.Final(), "succeeded:", state.Status.Succeeded())
	if state.Slip != nil {
		fmt.Println("kopecks:", state.Slip.TotalAmount)
	}
}
