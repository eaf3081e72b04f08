"""The database: journal, rows, every query, migrations, photo files. SQLite and PostgreSQL alike."""
