"""Pages: reading the handbook, writing it, questions, classes for people and for the unit that holds them."""
