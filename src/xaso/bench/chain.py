ABOUT = "sắp có"
