"""流程: the processes that orders run on, their versions, where things wait, publishing."""
