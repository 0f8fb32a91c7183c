"""What Qitao does per second, beside what the bare database does on the same machine."""
