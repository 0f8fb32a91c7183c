"""Answers cross a workshop's air small: a list of 100 KB as 10."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = (
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/gif",
    "application/pdf",
    "application/zip",
    "application/vnd.openxmlformats",
)
"""What is compressed by itself: to do it again costs time and saves nothing."""


class CompressionMiddleware(GZipMiddleware):
    """Compress what becomes smaller by it."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, compressed where the client takes it and it pays."""
        if response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)
