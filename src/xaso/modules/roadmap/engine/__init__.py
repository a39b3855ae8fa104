"""From answers to a roadmap. Plain Python: the same answers always give the same roadmap."""
