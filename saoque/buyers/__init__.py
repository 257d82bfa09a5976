"""What buyers want, who can deliver it, and what was said until an agreement or a no."""
