"""Write: Standard and Document → the files of `normalized/<id>/`, each held against its schema as it is written."""

from pipeline.write.encode import encode, encode_lines
from pipeline.write.schema import FORMS, Form, SchemaError, schema, schema_faults, validate

__all__ = ["FORMS", "Form", "SchemaError", "encode", "encode_lines", "schema", "schema_faults", "validate"]
