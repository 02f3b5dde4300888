"""The door for MkDocs: its events, Material's style sheet, pictures for sharing."""
