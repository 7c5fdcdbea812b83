package sandbox

//lint:file-ignore SA1019 the fake has the asynchronous mode too, which the documentation marks as deprecated

import (
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// A koshelekTask is a list in the making.
type koshelekTask struct {
	questions int // until it is ready
	list      koshelekapi.AvailabilityList
}

func koshelekProviders() koshelekapi.AvailabilityList {
	none, why := "", "Оплата Долями недоступна"
	return koshelekapi.AvailabilityList{KoshelekPayIsDefault: true, PaymentTypeAvailabilityInfoList: []koshelekapi.PaymentTypeAvailabilityInfo{
		{PaymentType: string(koshelekapi.PaymentTypeSBP), Available: true, Message: &none},
		{PaymentType: string(koshelekapi.PaymentTypeDolyame), Available: false, Message: &why},
	}}
}

// CreateAvailabilityTask tells which payment providers are open to the customer, or where to ask.
func (x *Koshelek) CreateAvailabilityTask(w http.ResponseWriter, r *http.Request, _ koshelekapi.CreateAvailabilityTaskParams) {
	var body koshelekapi.AvailabilityTaskRequest
	x.serve(w, r, "createAvailabilityTask", &body, &body.RequestID, func() []string { return []string{body.CheckoutInvoice.OrderID} }, func() koshelekAnswer {
		if body.StoreID == KoshelekUnknownStoreID {
			return koshelekRefusal(koshelekapi.ErrorCodeUnknownPartnerID, "")
		}
		if body.CardSession.Reveal() == KoshelekSessionUnknown {
			return koshelekRefusal(koshelekapi.ErrorCodeUnknownSessionID, "")
		}
		if !x.asynchronous {
			return koshelekOK(x.list)
		}
		id := invoke.NewKey()
		x.tasks[id] = &koshelekTask{questions: 1, list: x.list}
		a := koshelekOK(koshelekapi.AvailabilityTask{AvailabilityInfoID: id, Timeout: 100})
		a.status, a.location = http.StatusCreated, "/api/v1/merchant/availability-info/"+id
		return a
	})
}

// GetAvailability tells whether a list is ready, and the list.
func (x *Koshelek) GetAvailability(w http.ResponseWriter, r *http.Request, id string) {
	if x.fault(w, r, "getAvailability", id) {
		return
	}
	x.availability(id).write(w)
}

func (x *Koshelek) availability(id string) koshelekAnswer {
	x.mu.Lock()
	defer x.mu.Unlock()
	task := x.tasks[id]
	if task == nil {
		return koshelekRefusal(koshelekapi.ErrorCodeUnknownSessionID, "")
	}
	if task.questions > 0 {
		task.questions--
		return koshelekOK(koshelekapi.AvailabilityInfo{AvailabilityInfoID: id, PollingTimeout: new(strictpay.MustDecimal("100"))})
	}
	return koshelekOK(koshelekapi.AvailabilityInfo{AvailabilityInfoID: id, ComputationComplete: true,
		KoshelekPayIsDefault: &task.list.KoshelekPayIsDefault, PaymentTypeAvailabilityInfoList: task.list.PaymentTypeAvailabilityInfoList})
}

// koshelekLargeInfo has nothing wrong but its size.
func koshelekLargeInfo(text string) []byte {
	return koshelekapi.AvailabilityInfo{AvailabilityInfoID: text}.AppendJSON(nil)
}
