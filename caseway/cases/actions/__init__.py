"""Acts on people and cases. Who and when are always said."""
