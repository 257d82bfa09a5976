"""Tags with which any room shows where a figure comes from."""
