package invoke_test

import (
	"testing"

	"github.com/strictpay/strictpay/runtime/invoke"
)

// Once bodies were written, the next ones find room without growing, and no more than a few times what they need.
func TestRoomFitsTheBodiesOfAnOperation(t *testing.T) {
	t.Parallel()
	var room invoke.Room
	write := func(n int) (reserved int) {
		body := room.Empty()
		if len(body) != 0 {
			t.Fatalf("room for the next body has %d bytes in it", len(body))
		}
		if got := room.Filled(append(body, make([]byte, n)...)); len(got) != n {
			t.Fatalf("a body of %d bytes has %d", n, len(got))
		}
		return cap(body)
	}
	write(5000)
	for range 3 {
		if got := write(5000); got < 5000 || got > 6000 {
			t.Errorf("room for %d bytes, after bodies of 5,000", got)
		}
	}
	for range 40 {
		write(300)
	}
	if got := write(300); got < 300 || got > 700 {
		t.Errorf("room for %d bytes, after many bodies of 300", got)
	}
	write(0)
	if got := write(0); got < 0 || got > 700 {
		t.Errorf("room for %d bytes, after bodies of none", got)
	}
}
