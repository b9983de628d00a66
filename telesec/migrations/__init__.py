"""Migrations: numbered steps from an empty database to this release, by Alembic."""
