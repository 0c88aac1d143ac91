"""Who said what: quotations, cues, contents, sources and the chains that they come through."""
