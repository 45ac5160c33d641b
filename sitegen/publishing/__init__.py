"""Putting the finished site where readers find it."""
