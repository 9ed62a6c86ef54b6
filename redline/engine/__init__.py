"""Works on the model alone: amends, aligns, compares words, lays delegations side by side, checks."""
