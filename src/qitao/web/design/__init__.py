"""Every component once, for those who build pages and those who judge them."""
