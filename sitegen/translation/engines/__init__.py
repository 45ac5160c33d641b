"""Translation engines: what one is, which there are, and each of them."""
