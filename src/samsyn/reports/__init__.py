"""The yearly reports: released figures in, HTML, PDF, workbook and figures.csv out."""
