"""Pure decisions of the engine: expressions, models, soundness, verdicts."""
