package main

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// commandLine is a command line of this program to paste into a shell.
func commandLine(args ...string) string {
	line := "strictpay"
	for _, arg := range args {
		line += " " + quoted(arg)
	}
	return line
}

// quoted is an argument as a shell takes it back.
func quoted(arg string) string {
	plain := func(r rune) bool {
		return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("_-+=:,./@%", r)
	}
	if arg != "" && strings.IndexFunc(arg, func(r rune) bool { return !plain(r) }) < 0 {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// quotedInFile is a value of a file of settings, as a shell takes it, and also Docker Compose and the many programs
// that read such files: these know no quote within quotes.
func quotedInFile(value string) string {
	if strings.Contains(value, "'") && !strings.ContainsAny(value, "\"$`\\!\n") {
		return `"` + value + `"`
	}
	return quoted(value)
}
