"""Converters from published lists to the data files of this room; run once per list, never at run time."""
