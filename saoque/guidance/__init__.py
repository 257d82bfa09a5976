"""Handbook, questions and answers, training."""
