package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

const completionHelp = `Prints a script that makes a shell complete commands, flags, operations, tables and
codes. To have it in every shell:

  bash   strictpay completion bash \
           > ~/.local/share/bash-completion/completions/strictpay
         (with the package bash-completion, which loads it)
  zsh    strictpay completion zsh > "${fpath[1]}/_strictpay"
  fish   strictpay completion fish > ~/.config/fish/completions/strictpay.fish

Exit codes: 0 done; 2 there is no such shell.`

func completionCommand(e *environment) *cobra.Command {
	shells := []string{"bash", "zsh", "fish"}
	return &cobra.Command{
		Use: "completion bash|zsh|fish", Short: "print a completion script for a shell", Long: completionHelp,
		Example:           "  source <(strictpay completion bash)",
		Args:              numbered(1, 1, "a shell: bash, zsh or fish", "strictpay completion bash"),
		ValidArgsFunction: completeFirst(func() []string { return shells }),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch args[0] {
			case "bash":
				return cmd.Root().GenBashCompletionV2(e.stdout, true)
			case "zsh":
				return cmd.Root().GenZshCompletion(e.stdout)
			case "fish":
				return cmd.Root().GenFishCompletion(e.stdout, true)
			}
			text := listed(fmt.Sprintf("no completion for %q", args[0]), args[0], shells)
			return usage("strictpay completion bash", "%s", text)
		},
	}
}
