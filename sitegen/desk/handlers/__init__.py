"""Request handlers of the desk."""
