"""The MCP server, talked to by the client of its own package."""
