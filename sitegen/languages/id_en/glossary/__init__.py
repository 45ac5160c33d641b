"""Terms whose English is settled."""
