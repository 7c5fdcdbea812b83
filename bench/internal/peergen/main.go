// Command peergen writes what the other libraries of the comparison need: plain Go structs of the bodies, for those
// that decode into structs, and for ogen its own types, decoders and validators. All are made of the specifications
// that this module's clients are made of.
//
//	peergen SPECS PEERS API=ROOT,ROOT...
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"gopkg.in/yaml.v3"
)

func main() {
	if len(os.Args) < 4 {
		fail(fmt.Errorf("usage: peergen SPECS PEERS API=ROOT,ROOT..."))
	}
	for _, argument := range os.Args[3:] {
		api, roots, _ := strings.Cut(argument, "=")
		if err := write(os.Args[1], os.Args[2], api, strings.Split(roots, ",")); err != nil {
			fail(fmt.Errorf("%s: %w", api, err))
		}
	}
}

func write(specs, peers, api string, roots []string) error {
	text, err := os.ReadFile(filepath.Join(specs, api, "openapi.yaml"))
	if err != nil {
		return err
	}
	var doc struct {
		Components struct {
			Schemas map[string]*schema `yaml:"schemas"`
		} `yaml:"components"`
	}
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return err
	}
	s := &set{schemas: doc.Components.Schemas, xml: api == "xpayments"}
	for _, root := range roots {
		s.reach(root)
	}
	dir := filepath.Join(peers, api)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	types, err := s.types(api)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "types.gen.go"), types, 0o644); err != nil || s.xml {
		return err // ogen refuses XML
	}
	return s.ogen(filepath.Join(peers, api+"ogen"), api+"ogen", roots)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "peergen:", err)
	os.Exit(1)
}
