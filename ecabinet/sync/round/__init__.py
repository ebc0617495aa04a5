"""One round of exchange between a replica and a store."""
