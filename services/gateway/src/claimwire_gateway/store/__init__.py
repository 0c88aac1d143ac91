"""The store: the only SQL, a file per noun. Functions take a connection within a transaction, and return nouns."""
