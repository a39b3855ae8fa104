from django.contrib.auth.hashers import Argon2PasswordHasher


class CommuneArgon2Hasher(Argon2PasswordHasher):
    """19 MiB and one lane: Django's default takes 100 MiB for each sign-in."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
