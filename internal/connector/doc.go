// Package connector plays the shops that use X-Payments, for tests: the oldest connector that is known and the
// newest. It is written from what was observed of them, listed in the file of each fact, and shares no line with any
// of them. What they do and a careful client would not is the point: they escape nothing, look at no HTTP status,
// compare the order of a bundle's members, and read XML with a pattern.
package connector
