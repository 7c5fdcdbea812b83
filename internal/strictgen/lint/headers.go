package lint

// rateLimits: one header says each thing about the limits, in every answer that says it.
func (c *checker) rateLimits() {
	names := map[string]string{}
	for _, o := range c.doc.Operations {
		for _, r := range o.Responses {
			for _, h := range r.Headers {
				role := h.RateLimit.Value
				if role == "" {
					continue
				}
				if before := names[role]; before != "" && before != h.Name {
					c.add(h.RateLimit.Position, "header "+h.Name,
						"x-rate-limit "+role+" is also that of the header "+before,
						"keep one of them")
				}
				names[role] = h.Name
			}
		}
	}
}
