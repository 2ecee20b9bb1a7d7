"""What a check found: rows of numbers and the texts that they stand for, and forms of it for people."""
