"""The pages of `/styring/` on which a municipality decides for itself."""
