"""Everything that can happen to a dossier: `writing` by the producer, `intake` by commune and agency, `assessing` for higher rooms."""
