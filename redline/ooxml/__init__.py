"""What Word's format is, for those who read it and those who write it: package, names, order, revisions."""
