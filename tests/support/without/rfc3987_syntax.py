"""A stand-in that bars the import of a package that servers do not have.

The chore that lists the product's parts (``make sbom``) brings the real one. Where it is there, altair's library of
schemas makes 38 grammars with it as it is imported: a second of every process that the tests start.
"""

raise ImportError("as on a server")
