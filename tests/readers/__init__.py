"""What cells and headers are read as."""
