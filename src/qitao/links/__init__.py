"""The outside: files in and out, by declared mappings, all or nothing."""
