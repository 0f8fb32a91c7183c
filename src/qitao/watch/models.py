"""Up to where each person has seen each notice: the only thing about notices that is stored."""

from django.db import models


class NoticeSeen(models.Model):
    """One notice as a person last saw it: the newest of what it tells, and how many."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=160)
    newest = models.DateTimeField()
    count = models.IntegerField()

    class Meta:
        db_table = "watch_notice_seen"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="watch_seen_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"
