"""The process engine: BPMN definitions, tokens, tasks, gates, jobs. It knows no factory noun."""
