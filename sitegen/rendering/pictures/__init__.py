"""Pictures of stories in the sizes that pages show."""
