"""Domain values in, a file out: the plan table as XLSX, the dossier as PDF."""
