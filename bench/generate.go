package main

//go:generate go -C .. run ./internal/strictgen bench/flat
//go:generate go -C .. run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config bench/flat/plain.yaml bench/flat/openapi.yaml
//go:generate go run ./internal/ogengen flat/openapi.yaml ogenflat flat/ogenflat
