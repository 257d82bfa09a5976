"""What is read: pages and search, questions, classes, what came of them, counts for the figures."""
