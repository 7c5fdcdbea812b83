package openapi

import "testing"

func TestRevisionIsADateWithTheNumberOfALaterEdit(t *testing.T) {
	for text, want := range map[string]bool{
		"2026-11-21": true, "2026-11-21.2": true, "2026-11-21.10": true,
		"2026-11-21.1": false, "2026-11-21.": false, "2026-11-21.x": false, "2026-11-31": false, "": false,
	} {
		if got := isRevision(text); got != want {
			t.Errorf("isRevision(%q) = %v, want %v", text, got, want)
		}
	}
}
