"""What desk may ask of the map of systems."""
