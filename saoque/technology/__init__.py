"""Techniques that help a producer, their transfer with figures before and after, and how digital a producer's work is."""
