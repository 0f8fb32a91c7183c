"""人员与权限: who works here, in which posts, and what that lets them do."""
