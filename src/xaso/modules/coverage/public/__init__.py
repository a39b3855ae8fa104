"""What other modules and the desk may ask about the signal."""
