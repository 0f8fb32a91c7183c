"""Qitao 齐套: the production system of small and medium discrete manufacturers."""
