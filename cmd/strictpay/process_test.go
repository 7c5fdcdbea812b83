package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/strictpay/strictpay/internal/rawserver"
)

// asCommand makes the test binary run as the command itself, for what only a process has: signals, devices, files.
const asCommand = "STRICTPAY_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process prepares the command as a process of its own.
func process(t *testing.T, env map[string]string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return cmd
}

// A signal during a call of money ends it, and the program still tells the outcome and how to ask.
func TestAnInterruptTellsTheOutcome(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{}, 10)
	server := rawserver.New(t, func(r *rawserver.Request) bool {
		arrived <- struct{}{}
		return rawserver.Silent(r)
	})
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		cmd := process(t, environmentAt(server.URL), subjectOf(t, cancelOrder).line(t)...)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-arrived
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		rows := lines(t, out.String())
		if code := cmd.ProcessState.ExitCode(); code != exitUnknown || len(rows) != 1 ||
			rows[0]["outcome"] != "unknown" {
			t.Errorf("%v: exit %d, %s %s", signal, code, out.String(), errs.String())
		}
		if !strings.Contains(errs.String(), "try: strictpay call vertex.retrieveOrderDetails") {
			t.Errorf("%v: %s", signal, errs.String())
		}
	}
}

// A signal ends a command that waits for its input as well.
func TestAnInterruptEndsTheReading(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ line, says string }{
		{"har -", "-: interrupted"},
		{"call vertex.createOrder --server http://127.0.0.1:1 --body -", "not sent: --body: interrupted"},
	} {
		cmd := process(t, nil, strings.Fields(c.line)...)
		var errs bytes.Buffer
		cmd.Stderr = &errs
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// More than the pipe holds: when it is written, the command has begun to read.
		if _, err := in.Write(bytes.Repeat([]byte(" "), 300<<10)); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != exitUsage || !strings.Contains(errs.String(), c.says) {
			t.Errorf("%s: exit %d, %s", c.line, code, errs.String())
		}
	}
}

// The sandbox ends with an interrupt, and leaves no keys behind.
func TestAnInterruptEndsTheSandbox(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cmd := process(t, map[string]string{"TMPDIR": dir}, "sandbox", "-o", "json")
	from, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := from.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_, _ = new(bytes.Buffer).ReadFrom(from)
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "strictpay-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

// A full device is an error, and so is a directory in the place of a file.
func TestDevices(t *testing.T) {
	t.Parallel()
	device, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here")
	}
	t.Cleanup(func() { _ = device.Close() })
	var errs bytes.Buffer
	cmd := process(t, nil, "operations")
	cmd.Stdout, cmd.Stderr = device, &errs
	_ = cmd.Run()
	if code := cmd.ProcessState.ExitCode(); code != exitUsage || !strings.Contains(errs.String(), "no space left") {
		t.Errorf("exit %d, %s", code, errs.String())
	}
}

// Colours are for terminals.
func TestColours(t *testing.T) {
	t.Parallel()
	for _, colour := range []bool{true, false} {
		var out, errs bytes.Buffer
		e := &environment{
			ctx: context.Background(), stdin: strings.NewReader("{}"), stdout: &out, stderr: &errs,
			getenv: func(string) string { return "" }, colour: colour,
		}
		code := run(e, strings.Fields("check --as vertex.orderCallback -"))
		if code != exitNo || strings.Contains(out.String(), "\x1b[31mnot ok\x1b[0m") != colour {
			t.Errorf("colour %v: exit %d, %q %s", colour, code, out.String(), errs.String())
		}
	}
}
