package reference

import "regexp"

// cardNumber is what looks like the number of a card: 15 to 19 digits, with or without spaces, as the schemes begin
// theirs.
var cardNumber = regexp.MustCompile(`\b(?:2[ -]?[2-7]|[3-6][ -]?[0-9])(?:[ -]?[0-9]){13,17}\b`)

// withoutCards is a text without numbers of cards: they may stand where the specification has something harmless.
func withoutCards(text string) string {
	if len(text) < 15 {
		return text
	}
	return cardNumber.ReplaceAllStringFunc(text, func(number string) string {
		if checked(number) {
			return Redacted
		}
		return number
	})
}

// checked reports whether the last digit of a number fits the others, as ISO/IEC 7812 says.
func checked(number string) bool {
	sum, double := 0, false
	for i := len(number) - 1; i >= 0; i-- {
		digit := int(number[i] - '0')
		if digit < 0 || digit > 9 {
			continue // between groups of digits
		}
		if double {
			if digit *= 2; digit > 9 {
				digit -= 9
			}
		}
		sum, double = sum+digit, !double
	}
	return sum%10 == 0
}
