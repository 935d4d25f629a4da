"""`python -m channels` serves this part alone; the settings name where the others are."""

from service.serve import serve

if __name__ == "__main__":
    serve("channels")
