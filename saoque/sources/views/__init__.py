"""Pages on which officers look after outside figures."""
