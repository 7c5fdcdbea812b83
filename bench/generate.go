package main

//go:generate go -C .. run ./internal/strictgen bench/flat
//go:generate go -C .. run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config bench/flat/plain.yaml bench/flat/openapi.yaml
//go:generate go run ./internal/peergen ../specs peers vertex=OrderResponse,PaymentMethodsResponse,CreateOrderRequest rozetkapay=PayPartsOperationsResult,CreatePayPartsOrder koshelek=TransactionState,CheckoutRequest xpayments=PaymentInfo
//go:generate go run ./internal/ogengen flat/openapi.yaml ogenflat flat/ogenflat
//go:generate go run github.com/mailru/easyjson/easyjson -all -no_std_marshalers -output_filename peers/vertex/easyjson.gen.go peers/vertex/types.gen.go
//go:generate go run github.com/mailru/easyjson/easyjson -all -no_std_marshalers -output_filename peers/rozetkapay/easyjson.gen.go peers/rozetkapay/types.gen.go
//go:generate go run github.com/mailru/easyjson/easyjson -all -no_std_marshalers -output_filename peers/koshelek/easyjson.gen.go peers/koshelek/types.gen.go
//go:generate go run github.com/mailru/easyjson/easyjson -all -no_std_marshalers -output_filename flat/plainflat/easyjson.gen.go flat/plainflat/plainflat.gen.go
