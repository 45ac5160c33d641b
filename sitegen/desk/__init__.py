"""The desk: correcting, reviewing and releasing translations in the browser."""
