"""The description of the interface: OpenAPI and JSON Schemas, made from the knowledge."""
