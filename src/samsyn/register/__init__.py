"""The register: what is written down about associations, interventions and people. Django."""
