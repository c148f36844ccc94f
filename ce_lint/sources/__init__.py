"""Which files a run looks at: paths, folders without what git ignores, standard input."""
