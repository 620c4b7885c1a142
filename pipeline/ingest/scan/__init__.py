"""Pictures of pages: recognised, straightened, ruled."""
