"""Asking a page for its address and its text."""

from django.urls import reverse


def page(name, *args, **asked):
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"{reverse(f'indicators:{name}', args=args)}?{query}"


def shown(client, *address, **asked):
    answer = client.get(page(*address, **asked))
    assert answer.status_code == 200
    return answer.content.decode()
