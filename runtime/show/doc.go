// Package show prints generated models with their sensitive members redacted.
// Generated Format and LogValue methods call it; services do not need it.
package show
