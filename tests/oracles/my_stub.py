"""tests/oracles/my_stub.py: a MySQL server that runs nothing and remembers what it was sent.

Does      speak enough of protocol 10 for the mariadb client: handshake, COM_QUERY, COM_INIT_DB, COM_QUIT
Does not  check logins, send rows, know SQL
Shape     with Stub() as s: mariadb -h 127.0.0.1 -P s.port …; s.queries is the list of texts (bytes)
"""
import struct

from stub import Listener

# long password, connect with db, protocol 41, transactions, secure connection, plugin auth
CAPABILITIES = 0x1 | 0x8 | 0x200 | 0x2000 | 0x8000 | 0x80000
OK = b"\0\0\0\x02\0\0\0"
QUIT, INIT_DB, QUERY, PING = 1, 2, 3, 14


class Stub(Listener):
    def __init__(self):
        self.queries = []
        super().__init__()

    @staticmethod
    def send(conn, number, body):
        conn.sendall(struct.pack("<I", len(body))[:3] + bytes([number & 255]) + body)

    @staticmethod
    def read(stream):
        body = b""
        while True:
            head = stream.read(4)
            if len(head) < 4:
                raise ConnectionError
            size = head[0] | head[1] << 8 | head[2] << 16
            body += stream.read(size)
            if size < 0xFFFFFF:
                return head[3], body

    def greet(self, conn, stream):
        seed = b"abcdefghijklmnopqrst"
        hello = b"\x0a5.5.5-10.11.0-MariaDB\0" + struct.pack("<I", 1) + seed[:8] + b"\0"
        hello += struct.pack("<HBHH", CAPABILITIES & 0xFFFF, 45, 2, CAPABILITIES >> 16)
        hello += bytes([21]) + b"\0" * 10 + seed[8:] + b"\0" + b"mysql_native_password\0"
        self.send(conn, 0, hello)
        number, _ = self.read(stream)
        self.send(conn, number + 1, OK)

    def session(self, conn, stream):
        self.greet(conn, stream)
        while True:
            number, body = self.read(stream)
            if body[0] == QUIT:
                return
            if body[0] == QUERY:
                self.queries.append(body[1:])
            elif body[0] == INIT_DB:
                self.queries.append(b"use " + body[1:])
            self.send(conn, number + 1, OK)
