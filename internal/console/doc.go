// Package console is the page of strictpay sandbox: it shows every exchange and callback, the books of the fakes and
// what can be done to each order, and looks things up in the specifications. It is the command's alone: a sandbox in a
// test has none.
//
// Everything is rendered here. The script of the page fetches the page again when something has changed, and without
// it a reload does the same.
package console
