package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// usageTemplate is cobra's, without what no command here has, and within 80 columns.
const usageTemplate = `Usage:
  {{.UseLine}}{{if .HasExample}}

Examples:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

{{.CommandPath}} COMMAND --help says more of a command.{{end}}
`

// rootCommand is the whole command line.
func rootCommand(e *environment) *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use: "strictpay COMMAND", Short: "Strictly typed payment APIs, from the command line",
		Long: "strictpay makes typed calls to payment APIs, checks captured bodies against their\n" +
			"specifications, explains codes, and serves fakes of the APIs to try it all on.",
		Example: "  strictpay demo\n  strictpay codes vertex card_brand\n" +
			"  strictpay check --as vertex.retrieveOrderDetails order.json",
		SilenceErrors: true, SilenceUsage: true,
		Args: oneOfCommands,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				return printVersion(e, false)
			}
			return cmd.Help()
		},
	}
	root.Flags().BoolVar(&version, "version", false, "print versions")
	root.AddCommand(
		demoCommand(e), sandboxCommand(e), callCommand(e), checkCommand(e), harCommand(e), proxyCommand(e),
		codesCommand(e), operationsCommand(e), fieldsCommand(e), webhookCommand(e), xpaymentsCommand(e),
		completionCommand(e), versionCommand(e),
	)
	root.SetHelpCommand(helpCommand(root))
	root.SetIn(e.stdin)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	root.SetUsageTemplate(usageTemplate)
	root.SetFlagErrorFunc(wrongFlag)
	plain(root)
	return root
}

// plain takes off what cobra adds to usage lines by itself, and brings the help into the columns.
func plain(cmd *cobra.Command) {
	cmd.DisableFlagsInUseLine = true
	cmd.Long = reflowed(cmd.Long)
	for _, c := range cmd.Commands() {
		plain(c)
	}
}

// group is a command that only has commands.
func group(name, about, long, example string, commands ...*cobra.Command) *cobra.Command {
	g := &cobra.Command{
		Use: name + " COMMAND", Short: about, Long: long, Example: example, Args: oneOfCommands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	g.AddCommand(commands...)
	return g
}

// oneOfCommands refuses what is none of a command's commands, and names the nearest.
func oneOfCommands(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	next := cmd.CommandPath() + " --help"
	if near := nearest(args[0], names); len(near) > 0 {
		next = cmd.CommandPath() + " " + near[0] + " --help"
	}
	text := fmt.Sprintf("no command %q", strings.TrimPrefix(cmd.CommandPath()+" "+args[0], "strictpay "))
	return usage(next, "%s", listed(text, args[0], names))
}

// numbered accepts a number of arguments. what says which, for the error; the example is what to type.
func numbered(low, high int, what, example string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		name := strings.TrimPrefix(cmd.CommandPath(), "strictpay ")
		switch {
		case len(args) < low:
			return usage(example, "%s needs %s", name, what)
		case len(args) > high && high == 0:
			given := strings.Join(args, " ")
			return usage(cmd.CommandPath()+" --help", "%s takes no arguments, and not %q", name, given)
		case len(args) > high && high > 0:
			return usage(example, "%s takes %s, and not %q as well", name, what, strings.Join(args[high:], " "))
		}
		return nil
	}
}

// helpCommand is strictpay help COMMAND, the same as COMMAND --help.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "say more of a command",
		Long:    "The same as strictpay COMMAND --help.\n\nExit codes: 0 done; 2 there is no such command.",
		Example: "  strictpay help call",
		RunE: func(_ *cobra.Command, args []string) error {
			found, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return oneOfCommands(found, rest)
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}
