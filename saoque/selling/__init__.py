"""How a product is sold: the one record that buyers, fairs, channels and files read, and what it still lacks for a shelf."""
