"""Web: voice webhooks, console, feeds, login, health. Routes parse, call one verb, render."""
