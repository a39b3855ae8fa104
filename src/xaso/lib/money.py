from xaso.lib.numbers import number_in_words, write_number


def write_vnd(amount_vnd: int) -> str:
    return f"{write_number(amount_vnd)} đồng"


def vnd_in_words(amount_vnd: int) -> str:
    """For the "bằng chữ" line of receipts; starts with a capital letter."""
    words = f"{number_in_words(amount_vnd)} đồng"
    return words[0].upper() + words[1:]
