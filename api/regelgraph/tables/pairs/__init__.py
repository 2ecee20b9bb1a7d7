"""Judges lists in which two rows of one person are a case."""
