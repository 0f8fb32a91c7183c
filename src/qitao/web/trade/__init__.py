"""齐套: which orders can start, what is short, who holds it, when it comes."""
