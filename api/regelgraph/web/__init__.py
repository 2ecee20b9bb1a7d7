"""The service: questions, checks and explanations over HTTP (FastAPI).

`create_app` stands in `regelgraph.web.app`: it is imported there, so that knowledge can load while FastAPI is imported.
"""
