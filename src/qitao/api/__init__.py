"""The verbs and reads of the house as JSON over HTTP, generated from their signatures."""
