"""What stands before the workers: connections, limits, queues, kept answers, and what every answer carries.

It knows no rules and reads no list; whatever could hang, grow or fall is done by `regelgraph.workers`.
"""
