package settle

import "errors"

// Errors of Do. But for ErrNotKept and ErrNoIntent they are the cause of a *strictpay.NotSent: nothing was sent.
var (
	// ErrOtherRequest: the business key was used for this operation before, with another request.
	ErrOtherRequest = errors.New("settle: the business key belongs to another request of this operation, " +
		"such as one of another amount")
	// ErrBusy: a call about the same is not settled yet, and what became of two of them could not be told apart.
	ErrBusy = errors.New("settle: an earlier call about the same is not settled yet")
	// ErrNoClient: the call is made by a client, or for an account, that Config.Clients does not have.
	ErrNoClient = errors.New("settle: no client of Config.Clients is for the account of this call")
	// ErrMovesNoMoney: there is nothing to settle.
	ErrMovesNoMoney = errors.New("settle: the operation moves no money")
	// ErrOneCall: the function made a second call with its option.
	ErrOneCall = errors.New("settle: Do is for one call")
	// ErrInHandler: Do was called in Settled, whose transaction is open. Note there what is to be done, and do it
	// after.
	ErrInHandler = errors.New("settle: Do must not be called in the handler of outcomes")
	// ErrKey: the business key is empty or longer than 200 bytes.
	ErrKey = errors.New("settle: the business key must have 1 to 200 bytes")
	// ErrNoIntent: the function has not passed its option on. The call, if there was one, is on its own.
	ErrNoIntent = errors.New("settle: the call was made without the option that Do gives, so no intent of it is kept")
	// ErrNotKept: the call was answered, and the answer could not be kept. Asking finds it again.
	ErrNotKept = errors.New("settle: the answer of the call could not be kept, and will be asked for")
)

var errRepeated = errors.New("settle: the call was made before")
