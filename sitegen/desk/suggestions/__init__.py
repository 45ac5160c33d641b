"""What the desk offers beside a sentence."""
