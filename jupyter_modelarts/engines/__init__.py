"""AI engines: isolated environments that user code runs in, and their kernels."""
