"""Who is let in: a request passes these doors before anybody looks at what it asks for."""
