// Package xpaymentsfake is X-Payments as a fake for tests: sealed messages, payments with exact amounts, the card
// page, callbacks and check_cart. sandbox.New starts it with the others; New makes one to be served elsewhere.
package xpaymentsfake
