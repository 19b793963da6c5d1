"""What make and CI call. Standard library only; Python 3.10 or newer is all they need."""
