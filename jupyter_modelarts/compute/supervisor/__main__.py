"""`python -I -S <this directory> <run directory> <lock descriptor> [--detach] [--resume-outputs]`.

`--detach` forks at once, before anything is imported, so that the launcher can wait for the parent:
the supervisor then is nobody's child, and no zombie is left in the server.
"""

import os
import sys

if __name__ == "__main__":
    if "--detach" in sys.argv and os.fork():
        os._exit(0)
    package = sys.path[0]
    parent, name = package.rsplit(os.sep, 1)
    sys.path[0] = parent
    main = __import__(f"{name}.main", fromlist=["main"]).main
    del sys.path[0]
    sys.exit(main(sys.argv[1:]))
