"""`python -m alerts` serves this part alone; VULTUS_FUSION_URL names the store."""

from service.serve import serve

if __name__ == "__main__":
    serve("alerts")
