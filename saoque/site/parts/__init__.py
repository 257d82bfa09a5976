"""Parts of a page as pure functions: values in, safe markup out. Templates reach them through the tag library."""
