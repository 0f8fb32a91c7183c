"""What the plant works with: materials, units, BOMs, routings, work centres, partners."""
