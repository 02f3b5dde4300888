"""What a casebook is: data alone. This room imports no other room."""
