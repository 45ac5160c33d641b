"""The commands, one module for each subject. They only call other parts of the program and report the result."""
