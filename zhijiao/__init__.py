"""Front door: the command line and the public Python API."""

__version__ = "0.1.0"
