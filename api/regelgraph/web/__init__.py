"""What workers answer: questions, checks, explanations, SPARQL and pages, each a reply to one request (FastAPI)."""
