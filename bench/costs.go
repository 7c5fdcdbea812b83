package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Programs that are built to see what a user pays: one that makes a call with net/http and encoding/json, and the same
// with one adapter.
const (
	plainProgram = `package main

import ("encoding/json"; "fmt"; "net/http")

func main() {
	rsp, err := http.Get("http://127.0.0.1:1")
	if err != nil { return }
	var v map[string]any
	fmt.Println(json.NewDecoder(rsp.Body).Decode(&v))
}
`
	adapterProgram = `package main

import ("context"; "encoding/json"; "fmt"; "github.com/strictpay/strictpay/adapters/vertex")

func main() {
	client, err := vertex.New("http://127.0.0.1:1", "token")
	if err != nil { return }
	order, err := client.RetrieveOrderDetails(context.Background(), 1, "1")
	text, _ := json.Marshal(order)
	fmt.Println(string(text), err)
}
`
)

// What a user paid when version 0.1 was measured; the goals are not to pay more.
const (
	moreBytes   = 2.2  // MB of binary
	moduleLimit = 4    // linked modules besides this one
	initLimit   = 0.15 // ms at the start of the program
)

const costsName = "a user's costs"

// onceNote stands beside rows that have one run, whatever -runs says: the programs are built once.
const onceNote = "measured once"

// costRows build both programs. An interrupt ends the programs that it starts, which is an error then.
func costRows(ctx context.Context) ([]row, error) {
	dir, err := os.MkdirTemp("", "strictpay-costs-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	root, err := filepath.Abs("..")
	ok(err)
	plain, adapter := filepath.Join(dir, "plain"), filepath.Join(dir, "adapter")
	writeProgram(plain, plainProgram, "")
	writeProgram(adapter, adapterProgram, root)
	if _, err := run(ctx, adapter, nil, "go", "mod", "tidy"); err != nil {
		return nil, err
	}
	if _, err := build(ctx, plain, ""); err != nil {
		return nil, err
	}
	took, err := build(ctx, adapter, dir)
	if err != nil {
		return nil, err
	}
	linked, err := modules(ctx, adapter)
	if err != nil {
		return nil, err
	}
	starts, err := inits(ctx, adapter)
	if err != nil {
		return nil, err
	}
	one := func(what, unit string, value, goal float64) row {
		return row{
			what: costsName, against: what, ratios: []float64{value}, unit: unit, goal: goal, note: onceNote,
		}
	}
	return []row{
		one("binary, beside net/http and encoding/json", " MB", (size(adapter)-size(plain))/1e6, moreBytes),
		one("linked modules", "", float64(linked), moduleLimit),
		one("first build, CPU time without the standard library", " s", took.Seconds(), 0),
		one("init", " ms", starts, initLimit),
	}, nil
}

// writeProgram writes a module of one file; root is this module where the program uses it.
func writeProgram(at, source, root string) {
	ok(os.Mkdir(at, 0o755), os.WriteFile(filepath.Join(at, "main.go"), []byte(source), 0o644))
	module := "module example.com/" + filepath.Base(at) + "\n\ngo 1.26.0\n"
	if root != "" {
		module += "\nrequire github.com/strictpay/strictpay v0.0.0\n" +
			"\nreplace github.com/strictpay/strictpay => " + root + "\n"
		sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
		ok(err, os.WriteFile(filepath.Join(at, "go.sum"), sums, 0o644))
	}
	ok(os.WriteFile(filepath.Join(at, "go.mod"), []byte(module), 0o644))
}

func run(ctx context.Context, dir string, env []string, name string, arguments ...string) (string, error) {
	command := exec.CommandContext(ctx, name, arguments...)
	command.Dir, command.Env = dir, append(os.Environ(), env...)
	out, err := command.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return string(out), nil
}

// build gives the CPU time of a build. What is not of the standard library is compiled anew where fresh is a path that
// no build had before: the compiler gets it as an option, which names the result in the build cache.
func build(ctx context.Context, dir, fresh string) (time.Duration, error) {
	arguments := []string{"build", "-trimpath", "-ldflags=-s -w", "-o", "program"}
	if fresh != "" {
		for _, module := range []string{"github.com/strictpay/strictpay", "github.com/shopspring/decimal"} {
			arguments = append(arguments, "-gcflags="+module+"/...=-trimpath="+fresh)
		}
	}
	command := exec.CommandContext(ctx, "go", arguments...)
	command.Dir = dir
	out, err := command.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("go build: %w: %s", err, out)
	}
	return command.ProcessState.UserTime() + command.ProcessState.SystemTime(), nil
}

func size(dir string) float64 {
	info, err := os.Stat(filepath.Join(dir, "program"))
	ok(err)
	return float64(info.Size())
}

// modules are those that are linked besides this one.
func modules(ctx context.Context, dir string) (int, error) {
	out, err := run(ctx, dir, nil, "go", "version", "-m", "program")
	return strings.Count(out, "\tdep\t") - 1, err
}

var initTime = regexp.MustCompile(`init (\S+) @\S+ ms, (\S+) ms clock`)

// inits is what the packages that the plain program has not take at the start. The tenth percentile of some runs
// counts: their median would be that of a machine with other work.
func inits(ctx context.Context, dir string) (float64, error) {
	var totals []float64
	for range 30 {
		total := 0.0
		out, err := run(ctx, dir, []string{"GODEBUG=inittrace=1"}, "./program")
		if err != nil {
			return 0, err
		}
		for _, m := range initTime.FindAllStringSubmatch(out, -1) {
			// The paths of modules have dots, those of the standard library only below its own vendor/.
			if strings.Contains(m[1], ".") && !strings.HasPrefix(m[1], "vendor/") {
				ms, err := strconv.ParseFloat(m[2], 64)
				ok(err)
				total += ms
			}
		}
		totals = append(totals, total)
	}
	slices.Sort(totals)
	return totals[len(totals)/10], nil
}
