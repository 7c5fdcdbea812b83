package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
	"gopkg.in/yaml.v3"
)

// A config is oapi-codegen's configuration and where the packages go.
type config struct {
	codegen.Configuration `yaml:",inline"`
	Output                string   `yaml:"output"`  // folder of types, codec, client and tables
	Router                *router  `yaml:"router"`  // none: nobody fakes the API
	Adapter               *adapter `yaml:"adapter"` // none: the generated client is the only one

	header string // first line of every file
	rough  bool   // files are left as they are written, for tests that only look for a text in them
}

// builtin are the templates that are replaced, by their path under the templates' folder.
var builtin = []string{
	"additional-properties.tmpl", "client-with-responses.tmpl", "client.tmpl", "constants.tmpl", "imports.tmpl",
	"request-bodies.tmpl", "typedef.tmpl", "union-and-additional-properties.tmpl", "union.tmpl",
}

// modulePath is where the folders of outputs stand.
const modulePath = "github.com/strictpay/strictpay"

func readConfig(dir, templates string) (config, error) {
	var cfg config
	for _, file := range []string{filepath.Join(templates, "shared.yaml"), filepath.Join(dir, "codegen.yaml")} {
		text, err := os.ReadFile(file)
		if err != nil {
			return cfg, err
		}
		decoder := yaml.NewDecoder(bytes.NewReader(text))
		decoder.KnownFields(true)
		if err := decoder.Decode(&cfg); err != nil {
			return cfg, fmt.Errorf("%s: %w", file, err)
		}
	}
	cfg.OutputOptions.UserTemplates = map[string]string{}
	for _, name := range builtin {
		text, err := os.ReadFile(filepath.Join(templates, name))
		if err != nil {
			return cfg, err
		}
		cfg.OutputOptions.UserTemplates[name] = string(text) + "\n"
	}
	return cfg, nil
}
