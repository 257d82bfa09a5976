"""The top of the house: settings, addresses, base templates, front-end sources, demonstration data."""
