"""Sentences that were translated before."""
