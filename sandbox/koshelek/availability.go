package koshelekfake

//lint:file-ignore SA1019 the fake has the asynchronous mode too, which the documentation marks as deprecated

import (
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/koshelekserver"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// A availabilityTask is a list in the making.
type availabilityTask struct {
	questions int // until it is ready
	list      koshelekapi.AvailabilityList
}

func providers() koshelekapi.AvailabilityList {
	none, why := "", "Оплата Долями недоступна"
	return koshelekapi.AvailabilityList{KoshelekPayIsDefault: true,
		PaymentTypeAvailabilityInfoList: []koshelekapi.PaymentTypeAvailabilityInfo{
			{PaymentType: string(koshelekapi.PaymentTypeSBP), Available: true, Message: &none},
			{PaymentType: string(koshelekapi.PaymentTypeDolyame), Available: false, Message: &why},
		}}
}

// CreateAvailabilityTask tells which payment providers are open to the customer, or where to ask.
func (x calls) CreateAvailabilityTask(
	w http.ResponseWriter, r *http.Request, _ koshelekserver.CreateAvailabilityTaskParams,
) {
	var body koshelekapi.AvailabilityTaskRequest
	x.serve(w, r, "createAvailabilityTask", &body, &body.RequestID, func() []string {
		return []string{body.CheckoutInvoice.OrderID}
	}, func() answer {
		if body.StoreID == UnknownStoreID {
			return refusal(koshelekapi.ErrorCodeUnknownPartnerID, "")
		}
		if body.CardSession.Reveal() == SessionUnknown {
			return refusal(koshelekapi.ErrorCodeUnknownSessionID, "")
		}
		if !x.asynchronous {
			return okAnswer(x.list)
		}
		id := invoke.NewKey()
		x.tasks[id] = &availabilityTask{questions: 1, list: x.list}
		a := okAnswer(koshelekapi.AvailabilityTask{AvailabilityInfoID: id, Timeout: 100})
		a.status, a.location = http.StatusCreated, "/api/v1/merchant/availability-info/"+id
		return a
	})
}

// GetAvailability tells whether a list is ready, and the list.
func (x calls) GetAvailability(w http.ResponseWriter, r *http.Request, id string) {
	if fault(w, r, id) {
		return
	}
	x.availability(id).write(w)
}

func (x *Server) availability(id string) answer {
	x.mu.Lock()
	defer x.mu.Unlock()
	task := x.tasks[id]
	if task == nil {
		return refusal(koshelekapi.ErrorCodeUnknownSessionID, "")
	}
	if task.questions > 0 {
		task.questions--
		return okAnswer(koshelekapi.AvailabilityInfo{
			AvailabilityInfoID: id, PollingTimeout: new(strictpay.MustDecimal("100")),
		})
	}
	return okAnswer(koshelekapi.AvailabilityInfo{AvailabilityInfoID: id, ComputationComplete: true,
		KoshelekPayIsDefault:            &task.list.KoshelekPayIsDefault,
		PaymentTypeAvailabilityInfoList: task.list.PaymentTypeAvailabilityInfoList})
}

// largeInfo has nothing wrong but its size.
func largeInfo(text string) []byte {
	return koshelekapi.AvailabilityInfo{AvailabilityInfoID: text}.AppendJSON(nil)
}
