package main

import (
	"fmt"
	"strings"

	"github.com/strictpay/strictpay/internal/apis"
)

// settingsHelp lists the settings of all APIs, and which API has which, for the help of a command.
func settingsHelp() string {
	var names []string
	of, note := map[string][]string{}, map[string]string{}
	for _, a := range apis.All() {
		for _, c := range a.Credentials {
			if of[c.Name] == nil {
				names = append(names, c.Name)
			}
			of[c.Name] = append(of[c.Name], a.Name)
			if c.Note != "" {
				note[c.Name] = ", " + c.Note
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "  %-18s every API; --server goes before it\n", "URL")
	for _, name := range names {
		fmt.Fprintf(&b, "  %-18s %s%s\n", name, strings.Join(of[name], ", "), note[name])
	}
	return b.String()
}

// webhookSecretsHelp says where the secret of each API's webhooks is.
func webhookSecretsHelp() string {
	var lines []string
	for _, a := range apis.All() {
		lines = append(lines, fmt.Sprintf("  %-11s %s,\n%14sin %s", a.Name, a.Callbacks.Secret, "",
			a.Variable(a.Callbacks.Setting)))
	}
	return strings.Join(lines, "\n")
}
