"""Forms 01 and 02, self-assessment, evidence, filing, and the intake by commune and agency."""
