"""库存: balances that unfold to entries, movements, lots with their family, posting by hand."""
