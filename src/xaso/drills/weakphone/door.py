"""A door of https before a server: `python -m xaso.drills.weakphone.door PORT INNER_PORT CERTIFICATE`."""

from __future__ import annotations

import asyncio
import ssl
import sys
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PIECE = 65_536


@dataclass(frozen=True)
class Certificate:
    file: Path
    pin: str
    """SHA-256 of its public key, as Chromium wants to be told whom to trust."""


def new_certificate(folder: Path) -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "xa.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "door.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Certificate(file, b64encode(sha256(public).digest()).decode())


async def keep_open(port: int, inner: int, certificate: str) -> None:
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate)

    async def let_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            from_server, to_server = await asyncio.open_connection("127.0.0.1", inner)
        except OSError:
            writer.close()
            return
        ways = (_carry(reader, to_server), _carry(from_server, writer))
        await asyncio.gather(*ways, return_exceptions=True)

    server = await asyncio.start_server(let_in, "0.0.0.0", port, ssl=trust)  # noqa: S104  in the namespace
    await server.serve_forever()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    finally:
        writer.close()


if __name__ == "__main__":
    asyncio.run(keep_open(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
