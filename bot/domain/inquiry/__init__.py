"""The rules over an inquiry: who answers it, next steps, deadlines, meetings, waiting."""
