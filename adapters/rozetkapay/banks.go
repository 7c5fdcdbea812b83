package rozetkapay

// Keys of the banks that the documentation names, for bank_name. The list is open: which banks a project has, with
// which numbers of instalments and limits, PayPartsGetBanksInfo says.
const (
	// needs result_url and products; the customer goes to the credit checkout in action.value
	BankRozetkapay = "rozetkapay"
	BankMonobank   = "monobank"   // needs customer.phone; the customer confirms in the bank's application
	BankPrivatbank = "privatbank" // a push with customer.phone, a link in action.value without
	BankOschadbank = "oschadbank" // the only one with mode hosted
	BankAbank      = "abank"      // needs customer.phone
	BankIzibank    = "izibank"    // needs customer.phone
	BankStub       = "stub"       // Development only; the phone decides what happens
)
