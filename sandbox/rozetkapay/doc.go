// Package rozetkapayfake is RozetkaPay PayParts as a fake for tests: orders paid in parts with their operations, banks,
// rate limits, and signed callbacks. sandbox.New starts it with the others; New makes one to be served elsewhere.
package rozetkapayfake
