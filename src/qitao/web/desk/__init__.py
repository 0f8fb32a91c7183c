"""工作台: what waits for this person."""
