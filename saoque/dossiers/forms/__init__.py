"""The official forms as controls: which blanks a dossier has, and how a typed text becomes a kept value."""
