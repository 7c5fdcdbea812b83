package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/strictpay/strictpay"
)

// line writes one JSON object on a line of its own, with URLs as they are.
func line(w io.Writer, v any) error {
	text, err := encoded(v, "")
	if err != nil {
		return failed(err)
	}
	_, _ = w.Write(text)
	return nil
}

// encoded is JSON that ends with a line break; indent "" is one line.
func encoded(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	err := encoder.Encode(v)
	return b.Bytes(), err
}

// A deviation as JSON.
type deviation struct {
	Severity string `json:"severity"`
	Kind     string `json:"kind"`
	Pointer  string `json:"pointer"`
	Detail   string `json:"detail"`
}

func deviations(list []strictpay.Deviation) []deviation {
	out := make([]deviation, len(list))
	for i, d := range list {
		out[i] = deviation{string(d.Severity), string(d.Kind), d.Pointer, d.Detail}
	}
	return out
}

// printDeviations writes them for people.
func (e *environment) printDeviations(w io.Writer, list []strictpay.Deviation, dropped int) {
	for _, d := range list {
		pointer := printable(d.Pointer)
		if pointer == "" {
			pointer = "(document)"
		}
		first := fmt.Sprintf("  %-9s  %-14s  ", d.Severity, d.Kind)
		fmt.Fprint(w, wrapped(pointer+": "+printable(d.Detail), first, "      "))
	}
	if dropped > 0 {
		fmt.Fprintf(w, "  and %d more, which were counted only\n", dropped)
	}
}
