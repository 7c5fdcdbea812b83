package strictpay

// CodeAs gives a refusal's code as the type that its table has in the generated package, to branch on its constants:
//
//	code, ok := strictpay.CodeAs[koshelekapi.ErrorCode](refusal)
//
// It is false where the code is of another table, or listed in none.
func CodeAs[T interface {
	~string
	Row(context ...string) (Row, bool)
}](r *Refusal) (T, bool) {
	if r == nil || !r.Known {
		return "", false
	}
	code := T(r.Code)
	row, listed := code.Row(r.Row.Context)
	return code, listed && row.API == r.Row.API && row.Table == r.Row.Table
}
