"""The cheapest mix of levers that keeps a service level, or the best outcome for a budget; and what binds, by year."""
