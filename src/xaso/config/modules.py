"""The modules and the address of each. Adding a module starts here."""

MODULES = {
    "indicators": "chi-so/",
    "plans": "ke-hoach/",
    "roadmap": "mo-hinh/",
}
