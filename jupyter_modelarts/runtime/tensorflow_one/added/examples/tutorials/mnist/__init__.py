"""`from tensorflow.examples.tutorials.mnist import input_data`, as tutorials of its time write."""

from __future__ import annotations

from . import input_data

__all__ = ["input_data"]
