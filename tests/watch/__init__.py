"""Notices: who hears of what, and up to where it was seen."""
