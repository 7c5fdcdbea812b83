// Command newapi writes the skeletons of one more API, and the lines that name it.
//
//	go run ./internal/newapi acme
//
// CONTRIBUTING.md leads through what is to be done with them.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "newapi: type make new-api NAME=acme")
		os.Exit(2)
	}
	written, err := write(".", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "newapi:", err)
		os.Exit(1)
	}
	for _, file := range written {
		fmt.Println("wrote", file)
	}
	fmt.Printf(`
next: make generate
      go run ./cmd/strictpay demo
      go test ./internal/apis ./internal/readme    # what README.md and docs/ lack
then: CONTRIBUTING.md, "One more API"
`)
}
