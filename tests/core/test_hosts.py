"""A request that names another house is refused; the address of the machine is always good."""

import socket

import pytest
from django.test import Client
from django.urls import reverse

from xaso.config.hosts import OwnHosts, allowed_hosts, names_of_machine


def test_by_itself_the_machine_answers_to_its_own_names_and_the_public_one():
    hosts = list(allowed_hosts("", "https://xa.example:8443"))

    assert {"localhost", "127.0.0.1", "[::1]", "xa.example"} <= set(hosts)
    assert socket.gethostname().lower() in hosts
    assert "*" not in hosts


def test_named_hosts_are_all_there_are_beside_the_public_one():
    hosts = allowed_hosts("may-chu.lan, 10.0.0.5", "http://xa.example")

    assert hosts == ["may-chu.lan", "10.0.0.5", "xa.example"]


def test_the_addresses_of_the_machine_are_read_from_the_machine():
    assert "127.0.0.1" in names_of_machine()


def test_a_machine_with_a_new_address_is_reached_without_a_restart():
    addresses = ["192.168.1.5"]
    hosts = OwnHosts(["localhost"], lambda: list(addresses), again_after_s=0)
    before = list(hosts)

    addresses[:] = ["192.168.1.77"]

    assert "192.168.1.5" in before
    assert "192.168.1.77" in list(hosts)
    assert "192.168.1.5" not in list(hosts)


def test_the_addresses_are_not_looked_up_for_each_strange_request():
    looks = []
    hosts = OwnHosts(["localhost"], lambda: looks.append("look") or ["192.168.1.5"])

    for _request in range(5):
        assert "192.168.1.5" in list(hosts)

    assert looks == ["look"]


@pytest.mark.django_db
def test_a_strange_host_is_refused_and_the_own_one_is_not(settings):
    settings.ALLOWED_HOSTS = allowed_hosts("", "")

    strange = Client().get(reverse("account_login"), headers={"host": "ke-gian.example"})
    own = Client().get(reverse("account_login"), headers={"host": "127.0.0.1:8000"})

    assert (strange.status_code, own.status_code) == (400, 200)
