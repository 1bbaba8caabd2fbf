"""Says in one line, before the tests, that the browser tests are left out when there is no chromium."""

import os
import shutil

if __name__ == "__main__" and shutil.which("chromium") is None and not os.environ.get("CI"):
    print("No chromium here: the browser tests are left out (Debian: apt-get install chromium).")
