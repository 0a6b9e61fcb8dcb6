"""claimline: cited figures and policy stances, over time."""
