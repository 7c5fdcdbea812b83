package xpaymentsfake

import "github.com/strictpay/strictpay/runtime/check"

// atLeast reports whether an API version is first or a later one; 1.10 is later than 1.9.
func atLeast(version, first string) bool { return check.CompareVersions(version, first) >= 0 }
