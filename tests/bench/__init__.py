"""Timings: reported, never asserted, since a clock on a shared machine proves nothing alone."""
