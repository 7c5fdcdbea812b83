package main

import (
	"context"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
)

// demo makes one flow per API, from the first call to the refund, and shows what typed errors look like. Its report is the same on
// every run.
func demo(e *environment, args []string) int {
	if rest, code, ok := parse(e, "demo", args, func(*pflag.FlagSet) {}); !ok || len(rest) > 0 {
		if ok {
			code = complain(e, exitUnable, "demo takes no arguments; type: strictpay demo")
		}
		return code
	}
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	defer s.Close()
	for _, a := range apis.All() {
		fmt.Fprintln(e.stdout, a.DemoTitle)
		if err := a.Demo(context.Background(), &apis.Report{W: e.stdout}, s); err != nil {
			return complain(e, exitNo, "%s: %v", a.DemoTitle, err)
		}
		fmt.Fprintln(e.stdout)
	}
	return exitOK
}
