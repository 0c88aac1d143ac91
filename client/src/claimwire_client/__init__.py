"""claimwire_client of Claimwire."""
