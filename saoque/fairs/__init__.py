"""Fairs and exhibitions: call, applications, selection, booths, the days, what came of them."""
