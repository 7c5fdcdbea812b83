// Package koshelekfake is Koshelek Pay as a fake for tests: payments that a customer decides on, refunds and
// cancellations, fiscal receipts, and postbacks. sandbox.New starts it with the others; New makes one to be served
// elsewhere.
package koshelekfake
