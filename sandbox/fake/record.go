package fake

// A Record is an order, a payment or a payout as a fake keeps it, for whoever looks at its books.
type Record struct {
	Kind      string // in the words of the API: order, transaction, payout
	ID        string // that scenarios take
	Reference string // what the merchant calls it; "" where that is the ID
	State     string // in the words of the API
	Amount    string // in the unit of the API
	Currency  string // of the amount, with its unit where that is not the main one
	Books     Books  // what really happened to its money
	Scenarios []string
}

// A Scenario is something that a payer, a bank, the merchant's cabinet or an administrator can do to a record.
type Scenario struct {
	Name  string // a word for programs: pay
	Label string // for people: Pay
	Takes Taking
	Codes []string // to choose from, where it takes a code; the first is the usual one
	// Play does it to the record of an ID, with an amount or a code where it takes one; "" is the usual one.
	Play func(id, argument string) error
}

// Taking says what a scenario takes beside the record.
type Taking string

const (
	TakesNothing    Taking = ""            // the record is enough
	TakesAmount     Taking = "amount"      // which must be given
	TakesPartAmount Taking = "part-amount" // which is all there is where none is given
	TakesCode       Taking = "code"        // one of Codes, or the first of them
)

// A Switch is a setting of a fake that is on or off.
type Switch struct {
	Name  string // a word for programs: hold-refunds
	Label string // for people, what it does when it is on
	On    bool
	Set   func(on bool)
}
