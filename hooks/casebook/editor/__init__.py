"""The door for editors: what an editor shows and does while somebody writes (a language server)."""
