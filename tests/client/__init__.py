"""The client, asked by a running service and by servers that do what they like."""
