// Package wire is what generated clients run on: strict reading of JSON and XML, exact scalars, deviations with JSON pointers,
// checks of requests, and the one way a typed call is made.
//
// Generated packages in gen/ import it, and users meet it in signatures: [Decimal], [Secret], [Deviation], [Error].
// It imports nothing else of this module and knows no provider.
package wire
