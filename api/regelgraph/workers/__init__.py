"""Killable, memory-limited processes that do the work: forked from one process that has loaded everything once."""
