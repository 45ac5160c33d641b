"""Translation engines: the protocol, the registry, and the engines."""
