package spec

import (
	"context"
)

type versionKey struct{}

// ContextWithVersion notes the API version that a request is checked for and sent in, where an API has several.
func ContextWithVersion(ctx context.Context, version string) context.Context {
	return context.WithValue(ctx, versionKey{}, version)
}

// VersionOf is the API version that a request was checked for, which is the one to send it with; "" where an API has
// no versions.
func VersionOf(ctx context.Context) string {
	version, _ := ctx.Value(versionKey{}).(string)
	return version
}
