"""``python -m zhijiao``."""

from zhijiao.cli import main

if __name__ == "__main__":
    main()
