package fake

// An Example is a call that a fresh fake answers: the operation and its arguments by their names on the wire.
type Example struct {
	Operation string            `json:"operation"`
	Set       map[string]string `json:"set"`
}
