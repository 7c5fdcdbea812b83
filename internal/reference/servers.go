package reference

// Servers are the addresses at which the API is, as the specification has them: a part in braces is any segment.
func (d *Doc) Servers() []string {
	var list []string
	for _, server := range d.root.get("servers").items() {
		list = append(list, server.get("url").text())
	}
	return list
}
