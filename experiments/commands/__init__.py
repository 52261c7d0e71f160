"""The sub-commands of ``carecap``: each reads its settings, does its work and prints; ``cli.py`` calls them."""
