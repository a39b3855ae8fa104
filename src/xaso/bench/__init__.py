"""Measures of scale: a throwaway commune of any size, a real server, and what its pages cost.

Nothing here touches the data of an installation; the program does not need this folder to run.
"""
