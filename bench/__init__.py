"""What the checks and the hook cost, on casebooks made for it; ``make bench`` runs it."""
