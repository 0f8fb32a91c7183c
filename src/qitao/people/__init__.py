"""Users, org units, plants, posts, roles, permissions, tokens, devices."""
