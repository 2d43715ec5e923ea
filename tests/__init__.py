"""Tests, in the order of the storeys."""
