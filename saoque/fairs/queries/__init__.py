"""What is read of fairs, their exhibitors and their plans."""
