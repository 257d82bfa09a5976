"""Work of this room that takes longer than a page may."""
