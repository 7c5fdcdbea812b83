package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
)

// demoCommand makes one flow per API, from the first call to the refund, and shows what typed errors look like. Its
// report is the same on every run.
func demoCommand(e *environment) *cobra.Command {
	return &cobra.Command{
		Use: "demo", Short: "make typed calls to all APIs, on a sandbox of its own",
		Long: "Starts the sandbox in this process and makes one flow per API: a payment, its status,\n" +
			"a refund, and what typed errors look like. Nothing leaves the machine.\n\n" +
			"Exit codes: 0 done; 1 a flow failed; 2 the sandbox could not be started.",
		Example: "  strictpay demo",
		Args:    numbered(0, 0, "", ""),
		RunE: func(*cobra.Command, []string) error {
			s, err := sandbox.Start("127.0.0.1:0")
			if err != nil {
				return failed(err)
			}
			defer s.Close()
			for _, a := range apis.All() {
				fmt.Fprintln(e.stdout, a.DemoTitle)
				if err := a.Demo(e.ctx, &apis.Report{W: e.stdout, Wrap: wrapped}, s); err != nil {
					return &exit{code: exitNo, text: fmt.Sprintf("%s: %v", a.DemoTitle, err)}
				}
				fmt.Fprintln(e.stdout)
			}
			return nil
		},
	}
}
