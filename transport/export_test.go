package transport

import "time"

// SetJitter makes waits certain.
func (c *Chain) SetJitter(f func(time.Duration) time.Duration) { c.jitter = f }

// CloseShared closes the idle connections of the default client, whose goroutines would count as leaks.
func CloseShared() { shared().CloseIdleConnections() }
