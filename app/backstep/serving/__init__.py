"""Around the application: time limits for connections, and an end within two seconds."""
