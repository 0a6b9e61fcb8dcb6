"""Making reports: parameters checked, notebooks run, what is due, and the set of them on disk."""
