# Writing and showing posts: composer, polls, pictures, threads, edits.
