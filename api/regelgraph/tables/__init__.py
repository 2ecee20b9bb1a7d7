"""Tables in and out: reading values and files, the relational steps, report writers."""
