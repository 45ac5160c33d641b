"""The finished site on this machine."""
