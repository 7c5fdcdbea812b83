package rozetkapay_test

import (
	"fmt"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A status code has a group and a text; one that no document lists has none, and is kept.
func Example_lookUpACode() {
	row, found := rozetkapayapi.StatusCodeTransactionSuccessful.Row()
	fmt.Println(found, row.Code, row.Group, row.Text)
	_, found = rozetkapayapi.StatusCode("brand_new").Row()
	fmt.Println(found)
	// Output:
	// true transaction_successful success Transaction successful.
	// false
}
