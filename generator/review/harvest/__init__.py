"""What a submitted document says of its department, as lists that figures can be made of."""
