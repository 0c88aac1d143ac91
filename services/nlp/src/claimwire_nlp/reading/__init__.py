"""Reading: what the learned reader finds in a text, before it is known what the parse makes of it."""
