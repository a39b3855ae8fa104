"""Rows for the stories of this module."""
