package strictpay

// A Class says what kind of failure an error is, for metrics and logs. The list is closed.
type Class string

// Classes. The empty one is no failure of the transport, whatever the status.
const (
	ClassCanceled Class = "canceled"  // the caller's context was canceled
	ClassTimeout  Class = "timeout"   // total, attempt or connection
	ClassDNS      Class = "dns"       // the name was not resolved
	ClassDial     Class = "dial"      // no connection to the server or its proxy
	ClassTLS      Class = "tls"       // certificate or handshake
	ClassCut      Class = "cut"       // the connection ended before the answer did
	ClassTooLarge Class = "too-large" // the answer is over the response limit
	ClassProtocol Class = "protocol"  // the answer is not HTTP, or its encoding is damaged
	ClassRequest  Class = "request"   // the request was refused here
	ClassOther    Class = "other"     // what a caller's own Transport says
)
