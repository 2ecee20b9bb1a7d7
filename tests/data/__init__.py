"""What the built-in data says: sources, norms, open questions, programmes, verdicts."""
