"""Qitao as an app on a tablet or phone: what a browser needs to install it, and what it keeps."""
