"""What an editor writes and changes: new pages, names, passages, forms, and what a rule means."""
