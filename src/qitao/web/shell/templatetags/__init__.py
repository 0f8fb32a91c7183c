"""Tags and filters that all templates know without loading them."""
