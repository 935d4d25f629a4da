"""`python -m service` serves the parts that `VULTUS_PARTS` names."""

from service.serve import serve

if __name__ == "__main__":
    serve()
