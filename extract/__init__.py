"""Documents in, statements with evidence out; knows text, knows no RDF."""
