// Package strictpay is the vocabulary of strictly typed clients for payment APIs: exact decimals, secrets, deviations
// of documents from their specification, errors, options of clients and calls, and rows of code tables.
//
// The clients are packages of their own below adapters/. A program imports one of them, its models from gen/, and this
// package.
//
// The specifications in specs/ are the source of truth: go generate turns each into a package of gen/, and nothing in
// gen/ is edited.
package strictpay
