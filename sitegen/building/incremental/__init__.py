"""What a build knows of the last one, and so what it has to make again."""
