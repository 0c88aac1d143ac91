"""claimwire_gateway of Claimwire."""
