"""tests/oracles/pg_stub.py: a PostgreSQL server that runs nothing and remembers what it was sent.

Does      speak enough of protocol 3 for psql: start-up, simple queries, COPY … FROM stdin
Does not  check logins, encrypt, know SQL
Shape     with Stub() as s: psql -h 127.0.0.1 -p s.port …; s.queries is the list of texts (bytes),
          s.copies the list of COPY data
"""
import re
import struct

from stub import Listener

COPY_IN = re.compile(rb"^\s*copy\b.*\bfrom\s+stdin\b", re.I | re.S)
COMMENTS = re.compile(rb"/\*.*?\*/|--[^\n]*", re.S)


def message(kind, body=b""):
    return kind + struct.pack("!I", len(body) + 4) + body


READY = message(b"Z", b"I")


class Stub(Listener):
    def __init__(self):
        self.queries, self.copies = [], []
        super().__init__()

    def start_up(self, conn, stream):
        while True:
            size, code = struct.unpack("!II", stream.read(8))
            stream.read(size - 8)
            if code == 196608:
                break
            conn.sendall(b"N")  # no TLS, no GSSAPI
        parameters = {
            b"server_version": b"15.0",
            b"server_encoding": b"UTF8",
            b"client_encoding": b"UTF8",
            b"standard_conforming_strings": b"on",
            b"is_superuser": b"on",
            b"integer_datetimes": b"on",
        }
        out = message(b"R", struct.pack("!I", 0))
        for name, value in parameters.items():
            out += message(b"S", name + b"\0" + value + b"\0")
        conn.sendall(out + message(b"K", struct.pack("!II", 1, 1)) + READY)

    def copy_in(self, conn, stream):
        conn.sendall(message(b"G", b"\0" + struct.pack("!H", 0)))
        data = b""
        while True:
            kind, body = self.read(stream)
            if kind == b"d":
                data += body
            elif kind in (b"c", b"f"):
                self.copies.append(data)
                return

    @staticmethod
    def read(stream):
        kind = stream.read(1)
        if not kind:
            raise ConnectionError
        (size,) = struct.unpack("!I", stream.read(4))
        return kind, stream.read(size - 4)

    def session(self, conn, stream):
        self.start_up(conn, stream)
        while True:
            kind, body = self.read(stream)
            if kind == b"X":
                return
            if kind != b"Q":
                continue
            query = body.rstrip(b"\0")
            self.queries.append(query)
            if COPY_IN.match(COMMENTS.sub(b" ", query)):
                self.copy_in(conn, stream)
                conn.sendall(message(b"C", b"COPY 0\0") + READY)
            elif query.strip(b"; \t\r\n"):
                conn.sendall(message(b"C", b"OK\0") + READY)
            else:
                conn.sendall(message(b"I") + READY)
