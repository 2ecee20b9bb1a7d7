"""Judges lists in which all rows with one identity are a case."""
