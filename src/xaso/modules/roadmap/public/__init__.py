"""What other modules may ask."""
