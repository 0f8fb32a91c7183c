"""导入: a file in, a preview of what would be, every problem by line, then all rows or none."""
