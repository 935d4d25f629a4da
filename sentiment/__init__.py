"""Typed reply -> mood: a fine-tuned MiniLM in ONNX Runtime, fed with unscored replies."""
