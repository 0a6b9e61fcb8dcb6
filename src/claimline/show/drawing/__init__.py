"""What all drawings are made of: the parts of a spec, type, colours, ticks, and the way to SVG."""
