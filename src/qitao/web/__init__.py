"""Pages, fragments, templates and islands: what people see and touch."""
