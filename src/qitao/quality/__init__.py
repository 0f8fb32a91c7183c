"""Quality: inspection plans, inspections, dispositions, non-conformances."""
