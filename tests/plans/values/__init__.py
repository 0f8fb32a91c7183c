"""What the statements of each floor are asked with, as the pages and the workers ask them.

A statement may be asked in several ways: what follows its name tells which.
"""
