"""日志 and 健康: what was done and refused, whether the record is whole, how the system feels."""
