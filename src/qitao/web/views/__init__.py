"""Saved views of lists: what the bar above a list posts."""
