// Command shop is a small shop that takes payments by all four APIs: it creates orders, follows them to their end,
// gives money back, and receives callbacks. It is there to copy from.
//
//   - shop.go, order.go, store.go: the shop, which knows no provider
//   - provider.go: what the shop needs of a provider; a file per provider fulfils it
//   - outcome.go: what to do after each of the five outcomes
//   - guard.go: a rate limit and a circuit breaker around a client
//   - observe.go: logs, traces and metrics
//   - server.go, main.go: HTTP, settings, and an end that loses nothing
//
// What it keeps is kept in memory. A shop that must not forget keeps its orders in a database, and the keys of
// callbacks in a table with a unique key. What must be known of a call that moves money even after a crash has to be
// written down before the call.
package main
