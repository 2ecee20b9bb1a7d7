"""Checks of lists that one machine cannot hold, on Spark: executors run what judges a list anywhere, piece by piece."""
