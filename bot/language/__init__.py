"""In which language somebody writes: bokmål, nynorsk or English. Pure."""
