"""Camera frames to numbers: JPEG -> face mesh -> crop -> mini-Xception -> one-second windows."""
