"""The words: vocabulary (OWL), shapes (SHACL), code lists (SKOS), and their Python names."""
