"""Which words changed inside a provision, marked as a lawyer would."""
