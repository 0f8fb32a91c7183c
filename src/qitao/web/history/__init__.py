"""The area `history`: what a record was, who changed it, and taking it back."""
