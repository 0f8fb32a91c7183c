"""模板: ready-made packages of processes and settings: preview, install, take back."""
