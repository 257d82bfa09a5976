"""What is due and what is new, told once: under the bell, by mail, on the phone, in a calendar.

Other rooms add to it without knowing it: news by `saoque.kernel.news.tell` (see its docstring), deadlines by a
`saoque.kernel.todo.todo_source` whose items have `due_on`. The to-do lists are the truth of what is due; the rows kept
here only remember what somebody has read and what was already sent.
"""
