package jsonread

import "github.com/strictpay/strictpay"

// A Place is where a member of a document stands, or where an object ends.
type Place struct {
	Before int32 // where the value before it ends, or the brace that opens the object
	Name   int32 // where the name begins, behind its quote; 0 where the object ends here
	Colon  int32 // behind the colon; 0 where more than a quote stands between the name and the colon
	Value  int32
	Depth  int32 // open containers
}

// Places are those of all members of a document, in its order. Each is noted once, however often a reader comes by.
type Places struct {
	List []Place
	last int // position of the place noted last
}

// ReadPlaces is ReadInto that notes the places of the members as well.
func ReadPlaces(data []byte, v Readable, places *Places) strictpay.Deviations {
	*places = Places{List: places.List[:0]}
	return read(data, v, places)
}

// add notes a place that ends at a position.
func (p *Places) add(before, name, colon, value, depth, position int) {
	if position <= p.last {
		return
	}
	p.last = position
	p.List = append(p.List, Place{int32(before), int32(name), int32(colon), int32(value), int32(depth)})
}
