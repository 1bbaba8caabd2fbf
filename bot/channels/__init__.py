"""The faces of the assistant: each parses what comes in and renders what goes out, nothing else."""
