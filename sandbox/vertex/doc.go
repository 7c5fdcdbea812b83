// Package vertexfake is the Vertex Gateway as a fake for tests: orders and payouts with their books, a payment page,
// and signed callbacks. sandbox.New starts it with the others; New makes one to be served elsewhere.
package vertexfake
