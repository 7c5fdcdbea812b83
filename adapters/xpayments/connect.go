package xpayments

import (
	"context"
	"crypto/md5" // #nosec G501 -- what X-Payments answers with
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// ErrTestFailed is returned by [Client.ConnectTest] when X-Payments answered, but not with the MD5 of the test code:
// then it does not read requests as this client writes them. Such a code is better made of letters and digits only,
// because & < > are escaped on the way; see [Config].
var ErrTestFailed = errors.New("xpayments: the answer to the connection test is not the hash of its code")

// connectTest is ConnectTest, with the comparison of the hash.
func (c *Client) connectTest(
	ctx context.Context, body xpaymentsapi.ConnectTestRequest, opts ...strictpay.CallOption,
) (*xpaymentsapi.ConnectTestResult, error) {
	result, err := c.calls.ConnectTest(ctx, body, opts...)
	if err != nil {
		return nil, err
	}
	sum := md5.Sum([]byte(body.TestCode)) // #nosec G401
	if result.HashCode == nil || *result.HashCode != hex.EncodeToString(sum[:]) {
		return nil, fmt.Errorf("%w: %w", ErrTestFailed,
			&strictpay.Contradiction{API: xpaymentsapi.Name, Operation: "connectTest", Status: 200,
				Deviations: []strictpay.Deviation{{Severity: strictpay.Violation, Kind: strictpay.KindFormat,
					Pointer: "/data/hashCode", Detail: "expected the MD5 of testCode"}}})
	}
	return result, nil
}
