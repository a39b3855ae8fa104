"""A province's own set of indicators as it stands in an Excel sheet: read, doubted, filled in."""
