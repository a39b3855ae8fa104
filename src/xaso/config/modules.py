"""The modules and the address of each. Adding a module starts here."""

MODULES = {
    "campaigns": "ra-quan/",
    "coverage": "vung-song/",
    "indicators": "chi-so/",
    "plans": "ke-hoach/",
    "roadmap": "mo-hinh/",
    "systems": "ban-do-phan-mem/",
    "teams": "to-cong-nghe/",
}
