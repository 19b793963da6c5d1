"""Tables of training jobs, and of the metrics read from their logs."""
