"""质检: inspections to do, results piece by piece, dispositions, non-conformances, plans."""
