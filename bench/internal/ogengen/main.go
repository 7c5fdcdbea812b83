// Command ogengen writes the package of ogen's types, JSON decoders and validators from the flat spec.
//
// ogen makes shopspring decimals of the format "decimal", which costs it a parse and an allocation per amount. To
// compare like with like, amounts are plain texts here: the format is dropped before ogen sees the document. Client
// and server are left out.
package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/ogen-go/ogen"
	"github.com/ogen-go/ogen/gen"
	"github.com/ogen-go/ogen/gen/genfs"
)

func main() {
	if len(os.Args) != 4 {
		fail(fmt.Errorf("usage: ogengen spec package folder"))
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	if err := generate(text, os.Args[2], os.Args[3]); err != nil {
		fail(err)
	}
}

func generate(text []byte, pkg, dir string) error {
	spec, err := ogen.Parse(bytes.ReplaceAll(text, []byte("type: string\n          format: decimal\n"),
		[]byte("type: string\n")))
	if err != nil {
		return err
	}
	g, err := gen.NewGenerator(spec,
		gen.Options{Generator: gen.GenerateOptions{Features: &gen.FeatureOptions{DisableAll: true}}})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return g.WriteSource(genfs.FormattedSource{Root: dir}, pkg)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "ogengen:", err)
	os.Exit(1)
}
