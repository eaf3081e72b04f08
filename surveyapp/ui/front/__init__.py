"""What the window paints first, from light modules alone: no other module of the window may be imported here, nor the names of `Qt`."""
