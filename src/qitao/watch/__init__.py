"""What asks for somebody's attention: notices, worked out from what the floors below hold."""
