// Package check checks a request just before it is sent, with the kinds and pointers that reading uses.
// Generated Check methods call it; services do not need it.
package check
