-- Let the planner know of the rows that this transaction has written so far.
-- index: none (no table)
SELECT links_analyze_grown()
