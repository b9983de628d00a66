"""Call scripts: the files in call_scripts/, read, checked and kept. Pure; knows no database.

In reading order: script (the model), places (where texts stand in a file), flow (which step
leads where), document (a file together with its preset), check (what may be wrong), reading
(a file becomes a Script), library (the scripts in use while calls run), outline, schema and
command (for the person at the keyboard).
"""
