"""What the figures count of this room."""
