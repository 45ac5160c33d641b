"""What the desk answers to each kind of request."""
