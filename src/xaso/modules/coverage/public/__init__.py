"""What other modules and the desk may ask about the signal."""

from .figures import figures

__all__ = ["figures"]
