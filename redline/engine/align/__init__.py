"""Which heading or provision of one text became which of another."""
