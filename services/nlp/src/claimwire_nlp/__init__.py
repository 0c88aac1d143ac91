"""claimwire_nlp of Claimwire."""
