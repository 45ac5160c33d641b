"""What belongs to a language, or to a pair of languages, and nothing else."""
