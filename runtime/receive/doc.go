// Package receive takes callbacks: it verifies the raw bytes, reads them, and hands a typed event to a handler.
// The webhook functions of the adapters call it; services call those.
package receive
