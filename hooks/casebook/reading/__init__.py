"""Files to a casebook: settings, front matter, the article, and slugs resolved to pages."""
