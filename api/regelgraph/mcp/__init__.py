"""Questions, checks and explanations as tools of the Model Context Protocol, for language models.

`regelgraph.mcp.running` answers over stdio. It asks the service by its client: one that runs elsewhere, or the gateway
and workers of the service itself, started here for this one user, without a port.
"""
