"""Questions, checks and explanations as tools of the Model Context Protocol, for language models.

`regelgraph.mcp.running` answers over stdio. It asks a service by its client: one that runs elsewhere, or workers of its
own, which are started for this one user, without a port.
"""
