"""What people ask for, a module each: it resolves names, reads, calls the engine, and hands the result to a writer."""
