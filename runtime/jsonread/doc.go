// Package jsonread reads and writes JSON strictly: each document is read once and gives a value and its deviations.
// Generated decoders and encoders call it; services call the Decode functions of the generated packages instead.
package jsonread
