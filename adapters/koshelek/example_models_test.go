package koshelek_test

import (
	"fmt"

	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// The row of a code has the provider's text and what the operator of the till reads.
func Example_lookUpACode() {
	row, found := koshelekapi.TableError.Lookup("UNKNOWN_SESSION_ID")
	fmt.Println(found, row.Text)
	fmt.Println(row.Tip)
	// Output:
	// true cardSession not found or invalid.
	// Повторно отсканируйте карту лояльности и повторите
}
