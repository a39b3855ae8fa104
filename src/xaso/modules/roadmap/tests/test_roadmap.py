"""Stories about roadmap."""
