"""Help: what stands in `docs/`, read beside the work."""
