// Package transport is the one HTTP chain all clients of this module send through.
//
// [New] makes a [Chain] out of an adapter's defaults and the user's options. [Chain.Do] is the chain in its order:
// operation hooks, total timeout, retries, attempt hooks, attempt timeout, headers, base client, response limit.
// An answer is read within its attempt. Without any option a call ends after the adapter's timeout, an answer is at
// most 1 MiB, redirects are not followed, plain http goes nowhere but to this machine, and nothing is sent twice that
// could move money twice.
//
// An error tells which of two things happened. A *strictpay.NotSent: the request provably never left this machine. An
// [*Error]: it may have arrived, and there is no whole answer; the typed calls decide what it means for the operation.
// What proves that nothing left is what the chain itself saw: with its own transport that there was no connection, with
// a user's that the body was never read. Hooks, contexts and errors of a user's transport prove nothing.
//
// No error, hook event or log line has a path, a query, a header or a body in it. This package cannot hide what a
// server sends after its answers: net/http quotes up to 4 KiB of it on the standard logger of package log, and nothing
// but log.SetOutput keeps it from that.
//
// There is no retry library behind it, because the decision depends on the operation: whether a repeat is answered as
// the first was, and whether it may move money. go-retryablehttp does not show the request to its check when the
// connection failed, which is the very case that matters, and others repeat a POST by its status alone. What is left
// once the decision is ours is a loop of a few lines.
//
// A [Chain] is also an [http.RoundTripper] for requests that no typed call made; there GET, HEAD and OPTIONS count as
// repeatable, the rest does not.
package transport
