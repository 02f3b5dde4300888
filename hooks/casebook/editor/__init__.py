"""What an editor shows and does while somebody writes: the language server, without its wire."""
