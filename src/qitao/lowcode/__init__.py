"""What a plant changes without code; today: templates with preview, install and undo."""
