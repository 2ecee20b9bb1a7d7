"""Checks and explanations over HTTP: what is sent, read and answered, of one person and of lists."""
