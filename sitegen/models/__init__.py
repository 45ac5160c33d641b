"""Argos packages: which are installed, and installing more."""
