"""Pages of the council: `councils` and rounds, `sessions`, one dossier (`assessments`), the member's `sheets`."""
