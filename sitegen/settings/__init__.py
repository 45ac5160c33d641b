"""A site's settings: ``site.toml`` as a checked, frozen `Site`, and its house styles, targets and secrets."""
