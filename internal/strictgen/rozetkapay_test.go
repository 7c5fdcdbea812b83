package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// zoneless: the only example that the document has of such a date, 2027-01-02T15:04:05 in a request, has no zone.
const zoneless = "the form of the date is not certain"

// datesOnly: the document declares date-time, and says of the member that its time is left out.
const datesOnly = "a date whose form is not certain"

// readAsDecimal: requests have such amounts as texts, so that none is sent with a fraction.
const readAsDecimal = "an amount, which is read as a decimal"

// Where specs/rozetkapay differs from the provider's own document, and why.
var explained = []struct{ schema, field, document, spec, why string }{
	{"PayPartsBankInfo", "limits", "object", "PayPartsBankLimits", "an inline object, which needs a name"},
	{"PayPartsBankInfo", "periods", "array of object", "array of PayPartsBankPeriod",
		"an inline object, which needs a name"},
	{"PayPartsBankInfo", "limits.min_amount", "number", "", "in PayPartsBankLimits"},
	{"PayPartsBankInfo", "limits.max_amount", "number", "", "in PayPartsBankLimits"},
	{"PayPartsBankInfo", "periods[].fee", "number", "", "in PayPartsBankPeriod"},
	{"PayPartsBankInfo", "periods[].period", "integer", "", "in PayPartsBankPeriod"},
	{"CustomerRequestUserDetails", "payment_method", "required true", "required false",
		"hosted payments do without it, as a plugin of the provider's shows"},
	{"CCTokenResponsePaymentMethod", "expires_at", "string date-time", "string", zoneless},
	{"ApplePayResponsePaymentMethod", "expires_at", "string date-time", "string", zoneless},
	{"GooglePayResponsePaymentMethod", "expires_at", "string date-time", "string", zoneless},
	{"Plan", "end_date", "string date-time", "string", datesOnly},
	{"CreateInStorePaymentRequest", "currency", "string", "InStoreCurrency", "an inline enum, which needs a name"},
	{"CreateInStorePaymentResult", "receipt_data", "object", "CreateInStorePaymentReceipt",
		"an inline object, which has a name here"},
	{"ConfirmInStorePaymentResult", "receipt_data", "object", "ConfirmInStorePaymentReceipt",
		"an inline object, which has a name here"},
	{"RefundInStorePaymentResult", "receipt_data", "object", "RefundInStorePaymentReceipt",
		"an inline object, which has a name here"},
	{"CreateInStorePaymentResult", "amount", "string number", "string decimal", readAsDecimal},
	{"ConfirmInStorePaymentResult", "amount", "string number", "string decimal", readAsDecimal},
	{"RefundInStorePaymentResult", "amount", "string number", "string decimal", readAsDecimal},
	{"CreateInStorePaymentReceipt", "amount", "string number", "string decimal", readAsDecimal},
	{"CreateInStorePaymentReceipt", "fee_amount", "string number", "string decimal", readAsDecimal},
	{"Subscription", "due_date", "string date-time", "string", datesOnly},
	{"Subscription", "next_payment_date", "string date-time", "string", datesOnly},
	{"Subscription", "start_date", "string date-time", "string", datesOnly},
	{"Subscription", "gifted_from", "string date-time", "string", datesOnly},
	{"Subscription", "gifted_until", "string date-time", "string", datesOnly},
	{"SubscriptionPaymentMetaPaymentMethod", "expires_at", "string date-time", "string", zoneless},
	{"UpdateSubscriptionPaymentMethodResponse", "message", "required true", "required false",
		"nothing is required of answers"},
	{"ResendAlternativePaymentCallbackRequest", "operation", "string", "AlternativePaymentCallbackOperation",
		"an inline enum, which needs a name"},
	{"AlternativePaymentOperationDetails", "status_code", "AlternativePaymentResponseCode", "StatusCode",
		"ResponseCode with a table that has codes of its own"},
	{"DeleteCustomerPaymentRequest", "type", "any", "WalletItemType", "an inline enum, which needs a name"},
	{"SetDefaultCardRequest", "type", "string", "WalletItemType", "an inline enum, which needs a name"},
	{"SetDefaultCardResponse", "type", "string", "WalletItemType", "an inline enum, which needs a name"},
	{"WalletItem", "type", "string", "WalletItemType", "an inline enum, which needs a name"},
	{"GetPaymentStatus", "type", "string", "WalletItemType", "an inline enum, which needs a name"},
	{"AddCustomerPaymentRequest", "payment_method", "object", "AddCustomerPaymentMethod",
		"an inline object, which has a name here"},
	{"AddCustomerPaymentRequest", "payment_method", "required true", "required false",
		"the text of the document needs it in mode direct only"},
	{"AddCustomerPaymentMethod", "cc_token", "object", "AddCustomerCCToken", "an inline object, which has a name here"},
	{"AddCustomerPaymentMethod", "encrypted_cc_token", "object", "AddCustomerEncryptedCCToken",
		"an inline object, which has a name here"},
	{"AddCustomerPaymentMethod", "type", "string", "AddCustomerPaymentMethodType",
		"an inline enum, which needs a name"},
	{"AddCustomerCCToken", "expires_at", "string date-time", "string", zoneless},
	{"AddCustomerPaymentResult", "operation", "string", "WalletOperationType", "an inline enum, which needs a name"},
	{"AddCustomerPaymentResult", "customer", "customer", "WalletCustomer", "a name that Go has for something else"},
	{"CardItemDetails", "expires_at", "string date-time", "string", zoneless},
	{"KeysValidationResult", "status", "string", "KeysStatus", "an inline enum, which needs a name"},
	{"PaymentsReportRequest", "scope", "string", "PaymentsReportScope", "an inline enum, which needs a name"},
	{"PaymentsReportRequest", "register_type", "string", "PaymentsRegisterType", "an inline enum, which needs a name"},
	{"TransactionsReportRequest", "register_type", "string", "TransactionsRegisterType",
		"an inline enum, which needs a name"},
	{"TransactionsReportRequest", "operation_types", "array of string", "array of ReportOperationType",
		"an inline enum, which needs a name"},
	{"TransactionsReportRequest", "statuses", "array of string", "array of ReportStatus",
		"an inline enum, which needs a name"},
	{"FinmonP2PPaymentPreLimitsResponse", "recipient_ipn", "integer", "integer int64", "ten digits"},
	{"CreatePaymentInstructionsRequest", "processing_type", "string", "PaymentInstructionProcessingType",
		"an inline enum, which needs a name"},
	{"CreatePaymentInstructionsRequest", "method", "string", "PaymentInstructionMethod",
		"an inline enum, which needs a name"},
	{"CreatePaymentInstructionsRequest", "payer", "object", "PaymentInstructionPayer",
		"an inline object, which has a name here"},
	{"PayoutRecipient", "payout_type", "string", "PayoutType", "an inline enum, which needs a name"},
	{"RequestPayoutRequest", "order", "object", "PayoutRequestOrder", "an inline object, which has a name here"},
	{"RequestPayoutRequest", "payer", "object", "PayoutRequestPayer", "an inline object, which has a name here"},
	{"PayoutTransactionResult", "payer_account", "object", "PayoutPayerAccount",
		"an inline object, which has a name here"},
	{"PayoutTransactionResult", "fc_id", "integer", "integer int64", "an identifier"},
	{"PayoutCallback", "fc_id", "integer", "integer int64", "an identifier"},
	{"RecipientUser", "first_name", "required true", "required false", "nothing is required of answers"},
	{"RecipientUser", "last_name", "required true", "required false", "nothing is required of answers"},
	{"RecipientRequestPaymentMethod", "type", "string", "RecipientPaymentMethodType",
		"an inline enum, which needs a name"},
	{"PayPartsOperationDetails", "status_code", "PayPartsResponseCode", "StatusCode",
		"ResponseCode with a table that has codes of its own"},
}

// Schemas that only one side has.
var (
	onlyInSpec = map[string]string{
		"StatusCode": "PayPartsResponseCode of the document, an allOf of ResponseCode and a table in " +
			"prose",
		"FiscalizationStatusCode":      "an integer without enum in the document; its values are a table in prose",
		"WalletItemType":               "WalletItem.type of the document, and the types beside it",
		"AddCustomerPaymentMethodType": "AddCustomerPaymentRequest.payment_method.type of the document",
		"WalletOperationType":          "AddCustomerPaymentResult.operation of the document",
		"PayoutType":                   "PayoutRecipient.payout_type of the document",
		"PayoutRequestOrder":           "RequestPayoutRequest.order of the document",
		"PayoutRequestPayer":           "RequestPayoutRequest.payer of the document",
		"PayoutPayerAccount":           "PayoutTransactionResult.payer_account of the document",
		"RecipientPaymentMethodType":   "RecipientRequestPaymentMethod.type of the document",
		"PayPartsBankLimits":           "PayPartsBankInfo.limits of the document",
		"PayPartsBankPeriod":           "PayPartsBankInfo.periods of the document",
		"KeysStatus":                   "KeysValidationResult.status of the document",
		"PaymentsReportScope":          "PaymentsReportRequest.scope of the document",
		"PaymentsRegisterType":         "PaymentsReportRequest.register_type of the document",
		"TransactionsRegisterType":     "TransactionsReportRequest.register_type of the document",
		"ReportOperationType":          "items of TransactionsReportRequest.operation_types of the document",
		"ReportStatus":                 "items of TransactionsReportRequest.statuses of the document",
		"ErrorHint":                    "the text of BatchOrder.account_to_refill has it",
		"ErrorResponse.hint":           "the text of BatchOrder.account_to_refill has it",

		"PaymentInstructionProcessingType":    "CreatePaymentInstructionsRequest.processing_type of the document",
		"PaymentInstructionMethod":            "CreatePaymentInstructionsRequest.method of the document",
		"InStoreCurrency":                     "createInStorePayment.currency of the document",
		"AlternativePaymentCallbackOperation": "ResendAlternativePaymentCallbackRequest.operation of the document",
	}
	onlyInDocument = map[string]string{
		"Amount":                 "string, decimal, written where it stands",
		"BaseRequestUserDetails": "its members stand in the schemas that include it",
	}
	// Statuses that the document lists for some operations only, or for none.
	inferredStatuses = []string{"400", "401", "403", "404", "409", "422", "429"}
)

// sameType is how the spec writes what the document has.
var sameType = map[string]string{
	"Amount":                               "string decimal",
	"number":                               "number decimal",
	"integer":                              "integer int32",
	"string url":                           "string", // the formats are names only
	"string uuid":                          "string",
	"string ipv4":                          "string",
	"string number":                        "string",
	"string base64":                        "string",
	"string uri":                           "string",
	"string string":                        "string",
	"string email":                         "string",
	"array of integer":                     "array of integer int32",
	"partners.FeeDetails":                  "PartnerFeeDetails",
	"partners.TransactionDetails":          "PartnerTransactionDetails",
	"array of partners.TransactionDetails": "array of PartnerTransactionDetails",
	"integer decimal":                      "number decimal", // money, whose fractions the document leaves open
	"number integer":                       "integer int32",
}

// sameParameters is how the spec writes the parameters of an operation where it differs: a boolean names no card.
var sameParameters = map[string]string{
	"getCustomerWalletItem external_id string, option_id boolean": "external_id string, option_id string",
}

// The fields, types and required marks of the spec are those of the provider's document, apart from what is explained
// above.
func TestRozetkaPayIsTheProvidersDocument(t *testing.T) {
	doc, _, err := openapi.Load("../../specs/rozetkapay/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	document := map[string][][]string{}
	for _, row := range tsv(t, "testdata/rozetkapay-fields.tsv", 4) {
		name := strings.Replace(row[0], "partners.", "Partner", 1) // with a point it is no name for Go
		document[name] = append(document[name], row[1:])
	}
	used := map[int]bool{}
	differ := func(schema, field, document, spec string) {
		for i, e := range explained {
			if e.schema == schema && e.field == field && e.document == document && e.spec == spec {
				used[i] = true
				return
			}
		}
		t.Errorf("%s.%s is %q in the provider's document and %q in the spec", schema, field, document, spec)
	}
	for _, name := range sortedNames(document) {
		schema := doc.Schema(name)
		if schema == nil {
			if onlyInDocument[name] == "" {
				t.Errorf("the spec has no schema %s", name)
			}
			continue
		}
		compareSchema(t, name, schema, document[name], differ)
	}
	for _, schema := range doc.Schemas {
		if document[schema.Name] == nil && onlyInSpec[schema.Name] == "" {
			t.Errorf("the provider's document has no schema %s", schema.Name)
		}
	}
	for i, e := range explained {
		if !used[i] {
			t.Errorf("%s.%s differs no longer; take it off the list", e.schema, e.field)
		}
	}
}

func compareSchema(t *testing.T, name string, schema *openapi.Schema, document [][]string,
	differ func(schema, field, document, spec string)) {
	t.Helper()
	var fields, values, order []string
	for _, p := range schema.Properties {
		if onlyInSpec[name+"."+p.Name] == "" {
			order = append(order, p.Name)
		}
	}
	for _, row := range document {
		field, typ, required := row[0], row[1], row[2] == "yes"
		switch {
		case typ == "value":
			values = append(values, field)
			continue
		case field == "" || field == "[]":
			compareWhole(name, field, typ, schema, differ)
			continue
		}
		property := schema.Property(field)
		if property == nil {
			differ(name, field, typ, "")
			continue
		}
		fields = append(fields, field)
		if want := specType(typ); want != typeOf(property.Schema) {
			differ(name, field, typ, typeOf(property.Schema))
		}
		if required != schema.Requires(field) {
			differ(name, field, fmt.Sprint("required ", required), fmt.Sprint("required ", !required))
		}
	}
	if !slices.Equal(fields, order) && len(fields) > 0 {
		t.Errorf("%s has the fields\n%q\nin the spec, in the provider's document\n%q", name, order, fields)
	}
	if values != nil {
		own := openapi.Values(schema.Enum)
		slices.Sort(own)
		slices.Sort(values)
		if !slices.Equal(own, values) {
			t.Errorf("%s has the values\n%q\nin the spec, in the provider's document\n%q", name, own, values)
		}
	}
}

// compareWhole checks a schema that has no fields: the items of a list, the values of a map.
func compareWhole(name, field, typ string, schema *openapi.Schema, differ func(schema, field, document, spec string)) {
	spec := typeOf(schema)
	if field == "[]" {
		typ = "array of " + typ
	}
	if spec != specType(typ) {
		differ(name, field, typ, spec)
	}
}

func specType(typ string) string {
	if same, ok := sameType[typ]; ok {
		return same
	}
	return typ
}

// typeOf writes a property's type as the table does. Formats that the spec adds to a plain string are left out.
func typeOf(s *openapi.Schema) string {
	if s.Ref != nil {
		return s.Ref.Name
	}
	switch {
	case s.Items != nil:
		return "array of " + typeOf(s.Items)
	case s.Values != nil:
		return "map of " + typeOf(s.Values)
	case s.Type == "string" && (s.Format == "currency" || s.Format == "secret"):
		return "string"
	}
	return strings.TrimSpace(s.Type + " " + s.Format)
}

// Operations, paths, parameters, bodies and statuses are those of the provider's document.
func TestRozetkaPayOperations(t *testing.T) {
	doc, _, err := openapi.Load("../../specs/rozetkapay/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	document := map[string][]string{}
	for _, row := range tsv(t, "testdata/rozetkapay-operations.tsv", 7) {
		document[lowerFirst(row[0])] = row[1:] // two of the names begin with a capital
	}
	for _, o := range doc.Operations {
		want := document[o.ID]
		if want == nil {
			t.Errorf("%s is not in the provider's document", o.ID)
			continue
		}
		delete(document, o.ID)
		var parameters, success, failure []string
		for _, p := range o.Parameters {
			required := ""
			if p.Required {
				required = "*"
			}
			parameters = append(parameters, p.Name+required+" "+typeOf(p.Schema))
		}
		for _, r := range o.Responses {
			status, body := r.Status, ""
			if r.Schema != nil {
				body = r.Schema.Name
			}
			switch {
			case status < "400":
				success = append(success, strings.TrimSpace(status+" "+body))
			case !slices.Contains(inferredStatuses, status) || strings.Contains(want[5], status):
				failure = append(failure, status)
			}
			tooMany := status == "429" && o.ID != "declinePaymentInstruction" // which has ErrorResponse there as well
			if want := map[bool]string{true: "TooManyRequestsResponse",
				false: "ErrorResponse"}[tooMany]; status >= "400" && body != want {
				t.Errorf("%s answers %s with %s, want %s", o.ID, status, body, want)
			}
		}
		if o.NoCredentials != (o.ID == "declinePaymentInstruction") {
			t.Errorf("%s takes no credentials: %v", o.ID, o.NoCredentials)
		}
		request := ""
		if o.Request() != nil {
			request = o.Request().Name
		}
		if same, ok := sameParameters[o.ID+" "+want[2]]; ok {
			want[2] = same
		}
		want[2] = inOrder(strings.ReplaceAll(want[2], "string/uuid", "string"))
		// A tax number has ten digits, which do not fit into 32 bits.
		want[2] = strings.ReplaceAll(want[2], "recipient_ipn integer", "recipient_ipn integer int64")
		got := []string{o.Method, o.Path, inOrder(strings.Join(parameters, ", ")), request, strings.Join(success, " "),
			strings.Join(failure, " ")}
		if !slices.Equal(got, want) {
			t.Errorf("%s is\n%q\nin the spec, in the provider's document\n%q", o.ID, got, want)
		}
	}
	for id := range document {
		t.Errorf("the spec has no operation %s", id)
	}
}

// inOrder sorts parameters: the document has those of the path in any place.
func inOrder(parameters string) string {
	list := strings.Split(parameters, ", ")
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// tsv reads a table of tab-separated cells; lines with # are comments.
func tsv(t *testing.T, file string, cells int) [][]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(line, "\t")
		for len(row) < cells {
			row = append(row, "")
		}
		if len(row) != cells {
			t.Fatalf("%s: %d cells, not %d: %q", file, len(row), cells, line)
		}
		rows = append(rows, row)
	}
	return rows
}
