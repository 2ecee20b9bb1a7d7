"""Judges lists in which every row is a case."""
