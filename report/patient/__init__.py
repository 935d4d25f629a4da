"""One patient over a period: scores, self-ratings, ON and OFF, then the estimates."""
