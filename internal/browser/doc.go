// Package browser tries the page of the sandbox in a real browser, headless. It is a module of its own: what drives the
// browser reaches nobody else.
//
// STRICTPAY_TEST_CHROMIUM names the browser's program; "required" looks for one and fails where there is none, and
// without it the tests are skipped then. STRICTPAY_TEST_SCREENSHOTS names a folder to write screenshots to.
package browser
