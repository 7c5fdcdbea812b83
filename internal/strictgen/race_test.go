//go:build race

package main

// The race detector makes the generator ten times as slow, and nothing in it runs at once.
const underRace = true
