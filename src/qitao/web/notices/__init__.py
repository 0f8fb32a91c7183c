"""通知: what asks for this person's attention, behind the bell of the top bar."""
