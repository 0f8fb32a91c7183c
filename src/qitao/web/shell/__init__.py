"""What all pages share: the frame, the door, words, marks, lists and refusals. Knows no area."""
