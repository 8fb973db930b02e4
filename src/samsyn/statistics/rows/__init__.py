"""The rows indicators count: participations, persons, interventions, heads, money, cases."""
