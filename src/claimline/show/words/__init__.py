"""The words that charts, findings and tables share."""
