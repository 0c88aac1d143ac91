"""The store: the only SQL, a file per noun. Functions take a connection, and return nouns."""
