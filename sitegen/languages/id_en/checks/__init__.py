"""What may be wrong with a translated sentence."""
