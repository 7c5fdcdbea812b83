package vertexfake

import (
	"net/http"
	"time"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/vertexserver"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// A orderState is an order and what no answer shows of it.
type orderState struct {
	order      vertexapi.Order
	instrument vertexapi.InstrumentType
	transfer   *vertexapi.TransferType
	acquirer   string
	session    string // of the payment page
	webhook    string
	pending    func()                     // an accepted operation that waits for Settle
	own        []int                      // which of the order's payments are the payer's, and no refunds
	returned   map[string]decimal.Decimal // by payment, what went back of it or is about to
}

// routes are the operations, by their generated names, away from the methods that tests use.
type routes struct{ v *Server }

var _ vertexserver.ServerInterface = routes{}

// CreateOrder makes an order that waits for its payer.
func (s routes) CreateOrder(w http.ResponseWriter, r *http.Request) {
	body, ok := readBody[vertexapi.CreateOrderRequest](w, r)
	if !ok || fault(w, r, body.Order.OrderNumber) {
		return
	}
	if body.Order.Cost.Amount.Decimal().Sign() <= 0 {
		invalid(w, "Parameter order.cost.amount must be above zero")
		return
	}
	v := s.v
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.shop(w, body.ShopID) == nil {
		return
	}
	k := numberKey{body.ShopID, body.Order.OrderNumber}
	if v.taken(k) {
		conflict(w, "The order number is in use")
		return
	}
	o := v.newOrder(body)
	v.keep(k, o)
	write(w, http.StatusOK, vertexapi.CreateOrderResponse{Data: &vertexapi.CreatedOrder{
		OrderNumber: new(o.order.OrderNumber),
		PaymentLink: new(v.URL + "/payment?session-id=" + o.session + "&page-id=854"),
	}})
}

// keep makes an order and its payment page known. The lock is held.
func (v *Server) keep(k numberKey, o *orderState) {
	if old := v.orders[k]; old != nil {
		delete(v.pages, old.session)
	}
	v.orders[k], v.pages[o.session] = o, k
}

// newOrder is the order a request asks for. The lock is held.
func (v *Server) newOrder(body *vertexapi.CreateOrderRequest) *orderState {
	now := now()
	o := &orderState{
		instrument: vertexapi.InstrumentTypeCard, acquirer: "lyra", session: invoke.NewKey(),
		order: vertexapi.Order{
			ID: v.next(), ShopID: body.ShopID, OrderNumber: body.Order.OrderNumber,
			OrderStatus: vertexapi.OrderStatusInProgress,
			Cost:        vertexapi.Cost{Amount: body.Order.Cost.Amount, Currency: body.Order.Cost.Currency},
			TimeLimit:   now.Add(15 * time.Minute), OrderCreatedAt: now, AutoCapture: true,
			Payments: []vertexapi.Payment{},
		},
	}
	if c := body.Customer; c != nil {
		id := c.CustomerID
		if id == nil {
			id = new(invoke.NewKey()) // documented: a name without an identifier gets one
		}
		o.order.Customer = &vertexapi.Customer{
			CustomerID: id, FirstName: &c.FirstName, LastName: &c.LastName, MiddleName: c.MiddleName, Phone: c.Phone,
			Email: c.Email,
		}
	}
	set := body.PaymentSettings
	if set == nil {
		return o
	}
	if set.InstrumentType != nil {
		o.instrument = *set.InstrumentType
	}
	if set.AcquirerCode != nil {
		o.acquirer = *set.AcquirerCode
	}
	if set.AutoCapture != nil {
		o.order.AutoCapture = *set.AutoCapture
	}
	if set.TimeLimit != nil {
		o.order.TimeLimit = *set.TimeLimit
	}
	if set.WebhookURL != nil {
		o.webhook = *set.WebhookURL
	}
	o.transfer = set.TransferType
	return o
}

// RetrieveOrderDetails answers the order as it stands now.
func (s routes) RetrieveOrderDetails(w http.ResponseWriter, r *http.Request, id int64, number string) {
	if fault(w, r, number) {
		return
	}
	s.v.mu.Lock()
	defer s.v.mu.Unlock()
	if o := s.v.orderOf(w, id, number); o != nil {
		write(w, http.StatusOK, vertexapi.OrderResponse{Data: o.order})
	}
}

// orderOf finds an order, or answers. The lock is held.
func (v *Server) orderOf(w http.ResponseWriter, shopID int64, number string) *orderState {
	if v.shop(w, shopID) == nil {
		return nil
	}
	o := v.orders[numberKey{shopID, number}]
	if o == nil {
		notFound(w, "Not found order number "+number+" in shop with id: "+itoa(shopID))
	}
	return o
}

// PutOrder adds an order, or replaces one, and makes its shop known. The books begin with what its payments say. There
// is no callback for it.
func (v *Server) PutOrder(order vertexapi.Order) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.putOrder(order)
}

func (v *Server) putOrder(order vertexapi.Order) {
	if order.ShopID != v.ForeignShopID {
		v.open(order.ShopID)
	}
	o := &orderState{
		order: cloneOrder(order), instrument: vertexapi.InstrumentTypeCard, acquirer: "lyra", session: invoke.NewKey(),
	}
	v.forget(order.OrderNumber)
	for i := range o.order.Payments {
		p := &o.order.Payments[i]
		if p.InstrumentType != nil {
			o.instrument = *p.InstrumentType
		}
		v.bookPayment(order.OrderNumber, p)
		o.index(i)
	}
	v.keep(numberKey{order.ShopID, order.OrderNumber}, o)
	v.lastID = max(v.lastID, order.ID)
}

// GetOrder gives an order as it stands now, of the token's shop before others.
func (v *Server) GetOrder(number string) (vertexapi.Order, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	o, err := locate(v, v.orders, number)
	if err != nil {
		return vertexapi.Order{}, false
	}
	return cloneOrder(o.order), true
}

// cloneOrder shares nothing with the original. An order that contradicts the specification is kept as it is.
func cloneOrder(order vertexapi.Order) vertexapi.Order {
	c, _, err := vertexapi.DecodeOrder(order.AppendJSON(nil))
	if err != nil {
		return order
	}
	return *c
}

// bookPayment books what a payment that was put in says. The lock is held.
func (v *Server) bookPayment(number string, p *vertexapi.Payment) {
	amount := p.Cost.Amount.Decimal()
	switch {
	case isType(p, vertexapi.PaymentTypeRefund) && stateOf(p) == vertexapi.PaymentStateCompleted:
		v.book(number, entryRefund, amount)
	case isType(p, vertexapi.PaymentTypePayment) && isTaken(p):
		v.book(number, entryCharge, amount)
	case isType(p, vertexapi.PaymentTypePayment) && stateOf(p) == vertexapi.PaymentStateAuthorized:
		v.book(number, entryHold, amount)
	}
}

// paid is what the order's payments in the given states add up to, refunds not taken off.
func (o *orderState) paid(states ...vertexapi.PaymentState) decimal.Decimal {
	sum := decimal.Decimal{}
	for _, i := range o.own {
		p := &o.order.Payments[i]
		for _, state := range states {
			if stateOf(p) == state {
				sum = sum.Add(p.Cost.Amount.Decimal())
			}
		}
	}
	return sum
}
