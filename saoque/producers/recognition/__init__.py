"""Reading the words of a paper on the machine itself, and proposing what it is; a person always confirms."""
