"""What the services share: nouns (`types`), messages (`messages`), task names and protocol (`tasks`)."""
