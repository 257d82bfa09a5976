"""Files for every channel from the one selling record, each with what it still lacks."""
