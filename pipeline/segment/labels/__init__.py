"""Labels (认证方法:) where they stand, whether a list knows them or the document alone."""
