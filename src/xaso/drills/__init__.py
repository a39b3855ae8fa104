"""Faults and attacks on purpose, against a throwaway installation, counted from outside.

A drill is a module with `NAME`, `ABOUT`, `run(options) -> Outcome` and, if it has options of its own,
`add_arguments(parser)`. It knows what was promised only from the answers a browser got: its ledger
never lives in the server. Each drill can go red; its docstring names the change that turned it so.
"""
