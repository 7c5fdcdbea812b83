// Package ask has what asking a provider again needs, whatever its API: asking until an end, and asking what became
// of a call whose outcome is unknown. Adapters give both for their APIs, as Follow and Resolve.
package ask
