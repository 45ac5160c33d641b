"""What is checked of the finished site before it is published."""
