"""The screen: panes over Results, one key table, no knowledge of files or indexes."""
