"""Kitting: neutral demand against stock and incoming supply, netted by priority."""
