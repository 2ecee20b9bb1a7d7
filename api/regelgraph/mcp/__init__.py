"""Questions, checks and explanations as tools of the Model Context Protocol."""
