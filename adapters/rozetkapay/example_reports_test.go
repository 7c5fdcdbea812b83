package rozetkapay_test

import (
	"context"
	"fmt"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// The refunds of three weeks, which take two reports.
func ExampleReportPeriods() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	if _, err := client.CreatePayment(ctx, rozetkapayapi.CreatePaymentRequest{
		Amount: strictpay.MustDecimal("250"), Currency: "UAH", ExternalID: "book",
		Mode: rozetkapayapi.PaymentModeDirect,
		Customer: &rozetkapayapi.CustomerRequestUserDetails{
			PaymentMethod: rozetkapay.PayByToken(rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
				Token: strictpay.NewSecret(rozetkapayfake.TokenSuccess),
			}),
		},
	}); err != nil {
		fmt.Println(err)
		return
	}
	if _, err := client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "book"}); err != nil {
		fmt.Println(err)
		return
	}
	today := time.Now().UTC()
	periods := rozetkapay.ReportPeriods(
		strictpay.MustDate(today.AddDate(0, 0, -20).Format(time.DateOnly)),
		strictpay.MustDate(today.AddDate(0, 0, 1).Format(time.DateOnly)),
	)
	fmt.Println(len(periods), "reports")
	for _, period := range periods {
		report, err := client.GetTransactionsRequest(ctx, rozetkapayapi.TransactionsReportRequest{
			DateFrom: period.From, DateTo: period.To,
			OperationTypes: []rozetkapayapi.ReportOperationType{rozetkapayapi.ReportOperationTypeRefund},
			Statuses:       []rozetkapayapi.ReportStatus{rozetkapayapi.ReportStatusSuccess},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, row := range report.Transactions {
			if *row.ExternalID == "book" { // the sandbox has refunds of its own
				fmt.Println(*row.OperationType, row.OriginalAmount, *row.Currency)
			}
		}
	}
	// Output:
	// 2 reports
	// refund 250 UAH
}
