"""How the texts are written: plain, true to the terms, alike for all readers, never what may not be said."""
