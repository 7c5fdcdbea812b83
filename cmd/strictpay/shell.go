package main

import "strings"

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
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-+=:,./@%", r)
	}
	if arg != "" && strings.IndexFunc(arg, func(r rune) bool { return !plain(r) }) < 0 {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}
