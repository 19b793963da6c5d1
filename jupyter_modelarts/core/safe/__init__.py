"""One helper for each kind of hostile input; raw calls outside this folder fail `make check`."""
