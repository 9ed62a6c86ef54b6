"""What several delegations make of each place, whether it goes together, and as which one text."""
