"""报工 terminal: full screen, large keys, the scanner always heard."""
