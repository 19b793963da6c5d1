"""Tables and queries of datasets, one module for each noun."""
