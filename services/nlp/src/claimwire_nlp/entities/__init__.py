"""What a text names, made consistent over the whole of it."""
