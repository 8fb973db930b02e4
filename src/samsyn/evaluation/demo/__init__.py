"""The Swedish three-arm study as an example: people made up, calibrated to what is published."""
