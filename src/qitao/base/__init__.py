"""What every floor stands on: actions, journal, refusals, quantities, SQL files, jobs, checks."""
