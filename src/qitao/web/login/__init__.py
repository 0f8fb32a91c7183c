"""Signing in, the second step, signing out, the language, and the own account."""
