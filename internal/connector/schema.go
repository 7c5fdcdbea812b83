package connector

// envelope is in every answer of API 1.1: what it must have and what it may. It has no version.
var envelope = map[string]bool{"error": true, "error_message": true, "is_error_message": false}

// answers of API 1.1 that the oldest connector checks with a schema, by action: what they must have unless they are
// an error.
var answers = map[string]map[string]bool{
	"test": {"hashCode": true},
	"get":  {"payment_module": false},
	"init": {"token": false, "txnId": false},
}

// configuration is an item of the list of payment configurations.
var configuration = map[string]bool{
	"name": true, "id": true, "transactionTypes": true, "authCaptureInfo": true, "moduleName": true,
	"settingsHash": true,
}

// fits checks an answer by the schema of its action; actions without one fit.
func fits(action string, answer Tree) bool {
	own, checked := answers[action]
	if !checked {
		return true
	}
	failed := !empty(answer["error"])
	for name, must := range own {
		if must && !failed && answer[name] == nil {
			return false
		}
	}
	for name, must := range envelope {
		if must && answer[name] == nil {
			return false
		}
	}
	for name := range answer {
		_, known := own[name]
		if _, common := envelope[name]; !known && !common {
			return false
		}
	}
	list, _ := answer["payment_module"].([]any)
	for _, item := range list {
		if !complete(item, configuration) {
			return false
		}
	}
	return true
}

// complete reports whether a tree has exactly the members that it must have.
func complete(value any, members map[string]bool) bool {
	tree, ok := value.(Tree)
	if !ok || len(tree) != len(members) {
		return false
	}
	for name := range members {
		if tree[name] == nil {
			return false
		}
	}
	return true
}
