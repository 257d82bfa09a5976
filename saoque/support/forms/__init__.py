"""Shapes of what people send. Rights and meaning are the actions' business."""
