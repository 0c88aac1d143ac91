"""What a text asserts, and how: attributed or narrated, hedged or flat, of how many and of when."""
