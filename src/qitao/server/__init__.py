"""Wiring: settings, root URLs, the command line, the database and the processes."""
