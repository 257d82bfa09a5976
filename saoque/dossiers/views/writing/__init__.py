"""The producer's pages of a dossier."""
