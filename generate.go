package strictpay

//go:generate go run ./internal/strictgen specs/rozetkapay
//go:generate go run ./internal/strictgen specs/koshelek
//go:generate go run ./internal/strictgen specs/xpayments
//go:generate go run ./internal/strictgen specs/vertex
