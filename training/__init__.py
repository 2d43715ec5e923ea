"""How the small models of `extract/models` are made from the annotated sets."""
