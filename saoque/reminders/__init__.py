"""What is due, told once: on the site, by mail, as a calendar."""
