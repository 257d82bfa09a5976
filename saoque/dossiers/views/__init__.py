"""Pages of the dossier: `writing` for the producer, `office` for commune and agency."""
