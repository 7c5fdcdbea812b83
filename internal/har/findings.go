package har

import "strconv"

// findingsMember is the name of Findings in an entry; HAR leaves names with an underscore to programs.
const findingsMember = "_strictpay"

// maxFindings is how many deviations of an entry are read and written.
const maxFindings = 1000

// Findings are what strictpay found in an exchange. They stand beside it, because in the archive secrets and persons
// are taken out, and what is left can no longer be checked.
type Findings struct {
	API        string      `json:"api"`
	Operation  string      `json:"operation"` // "" where it matches none
	Notes      []string    `json:"notes"`     // what could not be checked, and why
	Deviations []Deviation `json:"deviations"`
	Dropped    int         `json:"dropped"` // deviations that were counted only
}

// A Deviation is one of Findings.
type Deviation struct {
	Part     string `json:"part"` // request, answer or callback
	Severity string `json:"severity"`
	Kind     string `json:"kind"`
	Pointer  string `json:"pointer"`
	Detail   string `json:"detail"`
}

func (f *Findings) read(s *scanner) error {
	return s.object(func(name string) (err error) {
		switch name {
		case "api":
			f.API, _, err = s.value(64)
		case "operation":
			f.Operation, _, err = s.value(128)
		case "notes":
			err = s.list(func() error {
				text, _, err := s.value(1 << 10)
				if len(f.Notes) < maxFindings {
					f.Notes = append(f.Notes, text)
				}
				return err
			})
		case "deviations":
			err = s.list(func() error { return f.readDeviation(s) })
		case "dropped":
			var text string
			text, _, err = s.value(20)
			n, _ := strconv.Atoi(text)
			f.Dropped += max(n, 0)
		default:
			err = s.skip()
		}
		return err
	})
}

func (f *Findings) readDeviation(s *scanner) error {
	var d Deviation
	members := map[string]*string{
		"part": &d.Part, "severity": &d.Severity, "kind": &d.Kind, "pointer": &d.Pointer, "detail": &d.Detail,
	}
	err := s.object(func(name string) (err error) {
		into := members[name]
		if into == nil {
			return s.skip()
		}
		*into, _, err = s.value(16 << 10)
		return err
	})
	if len(f.Deviations) < maxFindings {
		f.Deviations = append(f.Deviations, d)
	} else {
		f.Dropped++
	}
	return err
}
