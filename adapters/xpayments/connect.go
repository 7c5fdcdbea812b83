package xpayments

import (
	"context"
	"crypto/md5" // #nosec G501 -- what X-Payments answers with
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// ErrTestFailed is returned by [Client.ConnectTest] when X-Payments answered, but not with the MD5 of the test code: then it does not read requests as this
// client writes them. Such a code is better made of letters and digits only, because & < > are escaped on the way; see [Config].
var ErrTestFailed = errors.New("xpayments: the answer to the connection test is not the hash of its code")

// ConnectTest tests the connection and compares the hash in the answer with the code's. It also proves that both sides hold fitting keys: without them there is
// no answer that opens.
func (c *Client) ConnectTest(ctx context.Context, body xpaymentsapi.ConnectTestRequest, opts ...strictpay.CallOption) (*xpaymentsapi.ConnectTestResult, error) {
	result, err := c.Calls.ConnectTest(ctx, body, opts...)
	if err != nil {
		return nil, err
	}
	sum := md5.Sum([]byte(body.TestCode)) // #nosec G401
	if result.HashCode == nil || *result.HashCode != hex.EncodeToString(sum[:]) {
		return nil, fmt.Errorf("%w: %w", ErrTestFailed, &strictpay.Error{API: xpaymentsapi.Name, Operation: "connectTest", Status: 200,
			Deviations: []strictpay.Deviation{{Severity: strictpay.Violation, Kind: strictpay.KindFormat, Pointer: "/data/hashCode", Detail: "the MD5 of testCode is due"}}})
	}
	return result, nil
}

// Invoke makes a typed call by the operation's name, with arguments by their names on the wire.
func (c *Client) Invoke(ctx context.Context, operation string, in invoke.Input, opts ...strictpay.CallOption) (any, error) {
	if operation != "connectTest" {
		return c.Calls.Invoke(ctx, operation, in, opts...)
	}
	var body xpaymentsapi.ConnectTestRequest
	if err := in.Body(&body); err != nil {
		return nil, strictpay.Unsent(xpaymentsapi.Name, operation, err)
	}
	return invoke.Any(c.ConnectTest(ctx, body, opts...))
}
