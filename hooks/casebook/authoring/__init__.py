"""What an editor writes: blank pages, schemas for editors, forms, and what each rule means."""
