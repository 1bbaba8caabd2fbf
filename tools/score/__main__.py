"""python -m tools.score: see tools.score.questions."""

from tools.score.questions import main

if __name__ == "__main__":
    main()
