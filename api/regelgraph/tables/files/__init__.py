"""Reads lists from files, whatever their format, into columns of texts."""
