"""What is amiss: slips of a proposal, open brackets, a document that does not give both texts."""
