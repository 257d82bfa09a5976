"""What is read of channels, points and what stands there."""
