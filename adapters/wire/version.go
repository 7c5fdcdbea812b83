package wire

import "context"

type versionKey struct{}

// WithVersion makes one call in an API version of its own, where an API has several (X-Payments). The default is the client's.
func WithVersion(version string) CallOption {
	return func(c *Call) { c.ctx = withVersion(c.ctx, version) }
}

func withVersion(ctx context.Context, version string) context.Context {
	return context.WithValue(ctx, versionKey{}, version)
}

// VersionOf is the API version that a request was checked for, which is the one to send it with; "" where an API has no versions.
func VersionOf(ctx context.Context) string {
	version, _ := ctx.Value(versionKey{}).(string)
	return version
}
