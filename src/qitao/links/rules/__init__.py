"""Pure decisions of imports: mappings, texts to values, values to rows."""
