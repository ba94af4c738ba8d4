"""A keyboard-driven explorer for chronological event stores."""

__version__ = "0.1.0"
