class AnnexError(Exception):
    """The file as a whole cannot be read. The message tells the officer what to do next."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
