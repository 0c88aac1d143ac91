"""claimwire_ingest of Claimwire."""
