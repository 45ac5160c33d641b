"""One batch of sentences from source to checked translation."""
