// Command strictpay-settle looks into the database of a program that uses settle.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

const usage = `strictpay-settle report --db DATABASE [--output text|json]

Lists what is not settled, by state, age and currency, and the intents that a person has to look at.
DATABASE is the file of SQLite, or an address of Postgres: postgres://user@host/name.

Exit code: 0, and nothing has to be looked at; 1, something has; 2, the report could not be made.

  strictpay-settle report --db pay.db
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, out, errors io.Writer) int {
	if len(args) > 0 && (args[0] == "-h" || args[0] == "--help" || args[0] == "help") {
		fmt.Fprint(out, usage)
		return 0
	}
	if len(args) == 0 || args[0] != "report" {
		fmt.Fprint(errors, "strictpay-settle: the command is report\n\n"+usage)
		return 2
	}
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	flags.SetOutput(errors)
	flags.Usage = func() { fmt.Fprint(errors, usage) }
	db := flags.String("db", "", "file of SQLite or address of Postgres")
	output := flags.String("output", "text", "text or json")
	switch err := flags.Parse(args[1:]); {
	case err == flag.ErrHelp:
		return 0
	case err != nil:
		return 2
	case *db == "" || flags.NArg() > 0 || *output != "text" && *output != "json":
		fmt.Fprint(errors, "strictpay-settle: report needs --db, and --output is text or json\n\n"+usage)
		return 2
	}
	report, err := read(ctx, *db)
	if err == nil {
		err = write(out, report, *output == "json")
	}
	switch {
	case err != nil:
		fmt.Fprintln(errors, "strictpay-settle:", err)
		return 2
	case len(report.Listed) > 0:
		return 1
	}
	return 0
}
