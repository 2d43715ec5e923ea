"""The graph: statements to RDF, store, identity across documents, queries, networks, exports."""
