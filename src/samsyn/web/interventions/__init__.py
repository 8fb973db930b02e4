"""What intervention managers work with: interventions, their money, and who registers."""
