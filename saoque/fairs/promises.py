"""What the room promises about its data."""
