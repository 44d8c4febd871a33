"""tests/oracles/stub.py: what the servers that only listen have in common.

Does      listen on a loopback port, one client at a time, until the with block ends
Does not  know a protocol: session(conn, stream) of the class that inherits does
"""
import socket
import struct
import threading


class Listener:
    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        # A thread left in accept() would take the next stub's client when the descriptor is used again.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listener.close()

    def serve(self):
        while True:
            try:
                conn, _ = self.listener.accept()
            except OSError:
                return
            with conn, conn.makefile("rb") as stream:
                try:
                    self.session(conn, stream)
                except (ConnectionError, struct.error):
                    pass
