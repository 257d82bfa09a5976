"""What waits on the first screen."""
