"""Publishing the finished site to a target."""
