"""The buyer's file: one PDF in each language, and a ZIP with photos and chosen papers."""
