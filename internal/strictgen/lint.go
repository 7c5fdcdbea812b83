package main

func lint(s *spec) []string { return nil }
