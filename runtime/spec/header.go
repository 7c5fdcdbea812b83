package spec

// A SecurityScheme is how callers authenticate.
type SecurityScheme struct {
	Name     string
	Header   string // that has the credential alone; "" where Scheme says how Authorization has it
	Scheme   string // basic or bearer
	Optional bool   // calls may go out without it
}

// RateLimit names the headers in which an answer states the limits of the API; "" where no header does.
type RateLimit struct {
	Limit     string // how many calls there may be
	Remaining string // how many are left
	Reset     string // seconds until calls are allowed again
}
