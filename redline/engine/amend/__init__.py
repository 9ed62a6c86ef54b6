"""How a treaty reads with amendments applied: where an address leads, where an ADD goes, what one amendment needs."""
