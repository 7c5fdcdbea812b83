package main

import (
	"fmt"
	"os"

	"github.com/ogen-go/ogen"
	"github.com/ogen-go/ogen/gen"
	"github.com/ogen-go/ogen/gen/genfs"
	"gopkg.in/yaml.v3"
)

// ogen writes the package of ogen's types, JSON decoders and validators; client and server are left out. It makes
// shopspring decimals of the format "decimal", which costs it a parse and an allocation per amount: amounts are plain
// texts here, to compare like with like.
func (s *set) ogen(dir, pkg string, roots []string) error {
	schemas := map[string]*schema{}
	for _, name := range s.order {
		schemas[name] = plain(s.schemas[name])
	}
	paths := map[string]any{}
	for _, root := range roots {
		body := map[string]any{"application/json": map[string]any{"schema": schema{Ref: "#/components/schemas/" +
			root}}}
		paths["/"+root] = map[string]any{"post": map[string]any{
			"operationId": "send" + root,
			"requestBody": map[string]any{"required": true, "content": body},
			"responses":   map[string]any{"200": map[string]any{"description": root, "content": body}},
		}}
	}
	text, err := yaml.Marshal(map[string]any{
		"openapi": "3.0.3", "info": map[string]any{"title": pkg, "version": "1"}, "paths": paths,
		"components": map[string]any{"schemas": schemas},
	})
	if err != nil {
		return err
	}
	spec, err := ogen.Parse(text)
	if err != nil {
		return fmt.Errorf("ogen: %w", err)
	}
	g, err := gen.NewGenerator(spec, gen.Options{
		Generator: gen.GenerateOptions{Features: &gen.FeatureOptions{DisableAll: true}},
	})
	if err != nil {
		return fmt.Errorf("ogen: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return g.WriteSource(genfs.FormattedSource{Root: dir}, pkg)
}

// plain is a schema as ogen takes it: without formats of our own, references as such where they can be.
func plain(in *schema) *schema {
	if in == nil {
		return nil
	}
	out := *in
	if len(out.AllOf) == 1 && !out.Nullable {
		return plain(out.AllOf[0])
	}
	if out.Ref != "" {
		return &schema{Ref: out.Ref}
	}
	if out.Type == "string" && out.Format != "date-time" {
		out.Format = ""
	}
	if out.Type == "string" {
		out.Minimum, out.Maximum = nil, nil
	}
	out.Items, out.Additional = plain(out.Items), plain(out.Additional)
	out.AllOf, out.Properties = nil, nil
	for _, part := range in.AllOf {
		out.AllOf = append(out.AllOf, plain(part))
	}
	for _, p := range in.Properties {
		out.Properties = append(out.Properties, property{p.name, plain(p.schema)})
	}
	return &out
}
