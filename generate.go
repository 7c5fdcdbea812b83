// Package strictpay is a module of strictly typed clients for payment APIs: import adapters/rozetkapay, adapters/koshelek, adapters/xpayments or adapters/vertex.
//
// The specs in specs/ are the source of truth. go generate turns each into a package of gen/; nothing in gen/ is edited.
package strictpay

//go:generate go run ./internal/strictgen specs/rozetkapay
//go:generate go run ./internal/strictgen specs/koshelek
//go:generate go run ./internal/strictgen specs/xpayments
//go:generate go run ./internal/strictgen specs/vertex
