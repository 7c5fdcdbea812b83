package rozetkapay_test

import (
	"context"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestTheTestPhonesDoAsDocumented(t *testing.T) {
	t.Parallel()
	const signed, rejected = rozetkapayapi.StatusCodeContractWasSignedOnClientSide,
		rozetkapayapi.StatusCodeTransactionRejected
	for _, c := range []struct {
		phone string
		page  bool
		end   rozetkapayapi.StatusCode
	}{
		{"+380930000001", true, signed}, {"+380930000002", true, signed}, {"+380930000003", false, signed},
		{"+380930000004", false, signed},
		{"+380930000007", true, rejected}, {"+380930000008", true, rejected}, {"+380930000009", false, rejected},
		{"+380930000010", false, rejected},
	} {
		t.Run(c.phone, func(t *testing.T) {
			t.Parallel()
			s, client := connect(t)
			result, err := client.PayPartsCreateOrder(context.Background(), order("phone", c.phone))
			if c.page {
				expect(t, result, err, rozetkapayapi.OperationStatusPending, rozetkapayapi.StatusCodePending)
				if err := s.CustomerSigns("phone"); err != nil {
					t.Fatal(err)
				}
				result, err = client.PayPartsOperationInfo(context.Background(), "phone", *result.Details.OperationID)
			}
			status := rozetkapayapi.OperationStatusSuccess
			if c.end == rejected {
				status = rozetkapayapi.OperationStatusFailure
			}
			result = expect(t, result, err, status, c.end)
			if !c.page && result.Action != nil {
				t.Error("a page that is not documented")
			}
		})
	}
}

func TestBanksAndModes(t *testing.T) {
	t.Parallel()
	const pending, failure = rozetkapayapi.OperationStatusPending, rozetkapayapi.OperationStatusFailure
	phone, products := new("+380501234567"), []rozetkapayapi.PayPartsProduct{{Name: "Kettle", Quantity: 1,
		Price: strictpay.MustDecimal("1500.50")}}
	for _, c := range []struct {
		name   string
		change func(*rozetkapayapi.CreatePayPartsOrder)
		status rozetkapayapi.OperationStatus
		code   rozetkapayapi.StatusCode
		page   bool
	}{
		{"rozetkapay sends to its checkout", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName, o.ResultURL, o.Products = rozetkapay.BankRozetkapay, new("https://shop.example/result"),
				products
		}, pending, "pending", true},
		{"monobank sends a push", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName = rozetkapay.BankMonobank
		}, pending, "pending", false},
		{"abank sends a push", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName = rozetkapay.BankAbank
		}, pending, "pending", false},
		{"izibank sends a push", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName = rozetkapay.BankIzibank
		}, pending, "pending", false},
		{"privatbank sends a push to a phone", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName = rozetkapay.BankPrivatbank
		}, pending, "pending", false},
		{"privatbank gives a link without one", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName, o.Customer.Phone = rozetkapay.BankPrivatbank, nil
		}, pending, "pending", true},
		{"oschadbank is hosted", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName, o.Mode = rozetkapay.BankOschadbank, rozetkapayapi.PayPartsPaymentModeHosted
		}, pending, "pending", true},
		{"oschadbank is not direct", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName = rozetkapay.BankOschadbank
		}, failure, "transaction_not_supported", false},
		{"no other bank is hosted", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName, o.Mode = rozetkapay.BankMonobank, rozetkapayapi.PayPartsPaymentModeHosted
		}, failure, "transaction_not_supported", false},
		{"monobank needs a phone", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName, o.Customer.Phone = rozetkapay.BankMonobank, nil
		}, failure, "invalid_phone_number", false},
		{"a phone needs its plus sign", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Customer.Phone = new("380930000001")
		}, failure, "invalid_phone_number", false},
		{"an unknown bank", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName = "no-bank"
		}, failure, "bank_is_not_supported", false},
		{"a number of instalments that is not offered", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.PartsCount = 25
		}, failure, "wrong_payment_count", false},
		{"too much", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Amount = strictpay.MustDecimal("250000.01")
		}, failure, "transaction_amount_limit", false},
		{"too little", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName, o.Amount = rozetkapay.BankPrivatbank, strictpay.MustDecimal("299.99")
		}, failure, "transaction_amount_limit", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, client := connect(t)
			o := order("order", *phone)
			c.change(&o)
			result, err := client.PayPartsCreateOrder(context.Background(), o)
			result = expect(t, result, err, c.status, c.code)
			if *result.ActionRequired != c.page || (result.Action != nil) != c.page {
				t.Errorf("page %v, want %v", result.Action != nil, c.page)
			}
			if books := s.Books("order"); books.Charges != 0 {
				t.Errorf("charged at creation: %+v", books)
			}
		})
	}
}

func TestWithoutProductsTheCheckoutFailsLater(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	o := order("order", "+380501234567")
	o.BankName, o.ResultURL = rozetkapay.BankRozetkapay, new("https://shop.example/result")
	result, err := client.PayPartsCreateOrder(context.Background(), o)
	expect(t, result, err, rozetkapayapi.OperationStatusPending, rozetkapayapi.StatusCodePending)
	if err := s.CustomerSigns("order"); err != nil {
		t.Fatal(err)
	}
	result, err = client.PayPartsOperationInfo(context.Background(), "order", *result.Details.OperationID)
	expect(t, result, err, rozetkapayapi.OperationStatusFailure, rozetkapayapi.StatusCodeTransactionRejected)
}

func TestABankOfOneStageNeedsNoConfirmation(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	s.PutBank(rozetkapayfake.Bank{Mode: rozetkapayapi.PayPartsPaymentModeDirect, OneStage: true,
		Info: rozetkapayapi.PayPartsBankInfo{Name: new("onestage"), AvailablePeriods: []int32{3}}})
	o := order("one", "+380501234567")
	o.BankName = "onestage"
	if _, err := client.PayPartsCreateOrder(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	if err := s.CustomerSigns("one"); err != nil {
		t.Fatal(err)
	}
	info, err := client.PayPartsRequestInfo(context.Background(), "one")
	if err != nil || *info.PurchaseDetails.StatusCode != rozetkapayapi.StatusCodeTransactionSuccessful ||
		!*info.Confirmed {
		t.Errorf("%v %v", info, err)
	}
}

func TestTheListOfBanks(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	plain, err := client.PayPartsGetBanksInfo(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	fees, err := client.PayPartsGetBanksInfo(context.Background(),
		&rozetkapayapi.PayPartsGetBanksInfoParams{IncludeFees: new(true)})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for i, bank := range *fees {
		names[*bank.Name] = true
		if (*plain)[i].Periods != nil || len(bank.Periods) != len(bank.AvailablePeriods) ||
			bank.Periods[0].Fee.String() != "1.9" || bank.Limits.MaxAmount.String() != "250000" {
			t.Errorf("%v", bank)
		}
	}
	for _, name := range []string{rozetkapay.BankRozetkapay, rozetkapay.BankMonobank, rozetkapay.BankPrivatbank,
		rozetkapay.BankOschadbank, rozetkapay.BankAbank, rozetkapay.BankIzibank, rozetkapay.BankStub} {
		if !names[name] {
			t.Errorf("no bank %s", name)
		}
	}
}
