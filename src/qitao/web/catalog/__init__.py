"""主数据: materials with their tree, BOMs, routings, work centres, locations, partners."""
