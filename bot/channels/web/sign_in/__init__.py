"""How people sign in on the web: the demo, where one chooses, and OpenID Connect."""
