"""What we claim, measured: ours and the peer in turn, in one run, as medians and ratios."""
