package strictpay_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
)

func TestDates(t *testing.T) {
	t.Parallel()
	for text, good := range map[string]bool{
		"2026-11-26": true, "2024-02-29": true, "0001-01-01": true, "2026-02-29": false, "2026-13-01": false,
		"2026-11-26 ": false,
		"26-11-2026":  false, "2026-11-26T00:00:00Z": false, "": false, "2026-1-2": false,
	} {
		d, err := strictpay.ParseDate(text)
		if (err == nil) != good || good != d.IsSet() || !good && !errors.Is(err, strictpay.ErrDate) {
			t.Errorf("%q gives %v, %v", text, d, err)
		}
	}
	day := strictpay.MustDate("2026-11-26")
	kyiv := time.FixedZone("", 2*60*60)
	if at := day.In(kyiv); !at.Equal(time.Date(2026, 11, 25, 22, 0, 0, 0, time.UTC)) {
		t.Errorf("it begins at %v", at)
	}
	if same, err := strictpay.DateOf(time.Date(2026, 11, 26, 23, 59, 0, 0, kyiv)); err != nil || same != day {
		t.Errorf("the day of a time is %v, %v", same, err)
	}
	if later := strictpay.MustDate("2026-12-01"); day.Compare(later) != -1 || later.Compare(day) != 1 ||
		day.Compare(day) != 0 {
		t.Error("days are not in their order")
	}
}

func TestDatesAreTextInJSON(t *testing.T) {
	t.Parallel()
	type holder struct{ Day, None strictpay.Date }
	text, err := json.Marshal(holder{Day: strictpay.MustDate("2026-11-26")})
	if err != nil || string(text) != `{"Day":"2026-11-26","None":""}` {
		t.Fatalf("%s, %v", text, err)
	}
	var back holder
	if err := json.Unmarshal(text, &back); err != nil || back.Day.String() != "2026-11-26" || back.None.IsSet() {
		t.Errorf("%+v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"Day":"2026-11-31"}`), &back); !errors.Is(err, strictpay.ErrDate) {
		t.Errorf("a day that is none gives %v", err)
	}
}
