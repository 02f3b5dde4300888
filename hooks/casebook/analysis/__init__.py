"""What follows from a casebook, computed once for rules, pages and exports."""
