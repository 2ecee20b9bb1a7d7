"""Questions over HTTP: what can be asked, answers in every form, and their pages."""
