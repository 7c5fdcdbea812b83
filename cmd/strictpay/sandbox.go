package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/pflag"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox"
)

func serveSandbox(e *environment, args []string) int {
	var listen string
	rest, code, ok := parse(e, "sandbox", args, func(f *pflag.FlagSet) {
		f.StringVar(&listen, "listen", "127.0.0.1:0", "loopback address")
	})
	if !ok {
		return code
	}
	if len(rest) > 0 {
		return complain(e, exitUnable, "no arguments are due; type: strictpay sandbox --listen 127.0.0.1:8080")
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	s, err := sandbox.Start(listen)
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	defer s.Close()
	dir, err := os.MkdirTemp("", "strictpay-sandbox-")
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	defer os.RemoveAll(dir)
	for _, a := range apis.All() {
		text, err := accessLine(a, s, dir)
		if err != nil {
			return complain(e, exitUnable, "%v", err)
		}
		fmt.Fprintf(e.stdout, "%s\n", text)
	}
	<-stop
	fmt.Fprintln(e.stderr, "strictpay: sandbox stopped")
	return exitOK
}

// accessLine says where a fake is and what it takes to call it. What is a file for a client is written to a file in dir.
func accessLine(a apis.API, s *sandbox.Sandbox, dir string) ([]byte, error) {
	f := a.Fake(s)
	object := jsonread.WriteObject(nil)
	object.Raw("api", leaf.AppendString(nil, a.Name))
	object.Raw("url", leaf.AppendString(nil, f.URL))
	for _, c := range a.Credentials {
		name, value := strings.ToLower(c.Name), f.Credentials[c.Name]
		if c.File() {
			var err error
			if value, err = writeFile(dir, a.Name, name, value); err != nil {
				return nil, err
			}
		}
		object.Raw(name, leaf.AppendString(nil, value))
	}
	for _, name := range slices.Sorted(maps.Keys(f.Files)) {
		file, err := writeFile(dir, a.Name, name, f.Files[name])
		if err != nil {
			return nil, err
		}
		object.Raw(name, leaf.AppendString(nil, file))
	}
	examples, err := json.Marshal(f.Examples())
	if err != nil {
		return nil, err
	}
	object.Raw("examples", examples)
	return object.Done(), nil
}

// writeFile writes what the sandbox hands out as a file, and gives its path.
func writeFile(dir, api, name, text string) (string, error) {
	file := filepath.Join(dir, api+"-"+strings.ReplaceAll(strings.TrimSuffix(name, "_file"), "_", "-"))
	return file, os.WriteFile(file, []byte(text), 0o600)
}
