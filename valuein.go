package strictpay

// ValueIn gives the value of a call's answer as far as it was read, out of an error that the answer caused: a
// contradiction, an unknown outcome, or a refusal; that of an HTTP 4xx gives the body of the error answer.
//
//	order, ok := strictpay.ValueIn[vertexapi.OrderResponse](err)
func ValueIn[T any](err error) (*T, bool) {
	var value *T
	found := eachError(err, func(e error) bool {
		v, ok := valueOf(e).(*T)
		if ok = ok && v != nil; ok {
			value = v
		}
		return ok
	})
	return value, found
}

// AnyValueIn is ValueIn for programs that learn the type of the value only when they run. It gives a pointer, or nil
// where an error holds no value.
func AnyValueIn(err error) any {
	var value any
	eachError(err, func(e error) bool {
		value = valueOf(e)
		return value != nil
	})
	return value
}

func valueOf(err error) any {
	switch e := err.(type) {
	case *Contradiction:
		return e.came.all().value
	case *Refusal:
		return e.Body
	case *OutcomeUnknown:
		switch {
		case e.Contradiction != nil:
			return e.Contradiction.came.all().value
		case e.Refusal != nil:
			return valueOf(e.Refusal)
		}
	}
	return nil
}

// DeviationsOf gives what the document that an error is about has beside, or in place of, what its specification says:
// the answer, or for NotSent the request. All are kept, at most MaxKept.
func DeviationsOf(err error) []Deviation {
	var list []Deviation
	eachError(err, func(e error) bool {
		switch e := e.(type) {
		case *Contradiction:
			list = e.Deviations
		case *Refusal:
			list = e.Deviations
		case *NotSent:
			list = e.Deviations
		case *Unavailable:
			list = e.Deviations
		case *OutcomeUnknown:
			if e.Contradiction != nil {
				list = e.Contradiction.Deviations
			} else if e.Refusal != nil {
				list = e.Refusal.Deviations
			}
		}
		return len(list) > 0
	})
	return list
}
