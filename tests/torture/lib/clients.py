"""Small blocking clients for the checks: libpq and libmariadb by ctypes, so that no package is needed.

Does      run SQL texts, give rows of str or None back
Does not  know what is tested
"""
import ctypes
import ctypes.util

P, S, I = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int


class DbError(Exception):
    pass


def load(names, functions):
    for name in names:
        try:
            lib = ctypes.CDLL(name)
            break
        except OSError:
            lib = None
    if lib is None:
        raise DbError("could not load " + " or ".join(names))
    for name, result, *args in functions:
        f = getattr(lib, name)
        f.restype, f.argtypes = result, args
    return lib


def libpq():
    return load(["libpq.so.5"], [
        ("PQconnectdb", P, S), ("PQstatus", I, P), ("PQerrorMessage", S, P), ("PQfinish", None, P),
        ("PQexec", P, P, S), ("PQresultStatus", I, P), ("PQresultErrorMessage", S, P),
        ("PQntuples", I, P), ("PQnfields", I, P), ("PQgetvalue", S, P, I, I),
        ("PQgetisnull", I, P, I, I), ("PQclear", None, P)])


def libmariadb():
    return load(["libmariadb.so.3"], [
        ("mysql_init", P, P), ("mysql_error", S, P), ("mysql_close", None, P),
        ("mysql_real_connect", P, P, S, S, S, S, ctypes.c_uint, S, ctypes.c_ulong),
        ("mysql_real_query", I, P, S, ctypes.c_ulong), ("mysql_store_result", P, P),
        ("mysql_num_fields", ctypes.c_uint, P), ("mysql_fetch_row", ctypes.POINTER(S), P),
        ("mysql_free_result", None, P)])


class Pg:
    def __init__(self, conninfo):
        self.lib = libpq()
        self.conn = self.lib.PQconnectdb(conninfo.encode())
        if self.lib.PQstatus(self.conn) != 0:
            text = self.lib.PQerrorMessage(self.conn).decode(errors="replace").strip()
            self.close()
            raise DbError(text)

    def query(self, sql):
        r = self.lib.PQexec(self.conn, sql.encode())
        try:
            if self.lib.PQresultStatus(r) not in (1, 2):
                raise DbError(self.lib.PQresultErrorMessage(r).decode(errors="replace").strip()
                              or self.lib.PQerrorMessage(self.conn).decode(errors="replace"))
            rows, columns = self.lib.PQntuples(r), self.lib.PQnfields(r)
            return [tuple(None if self.lib.PQgetisnull(r, i, j)
                          else self.lib.PQgetvalue(r, i, j).decode(errors="replace")
                          for j in range(columns)) for i in range(rows)]
        finally:
            self.lib.PQclear(r)

    def close(self):
        if self.conn:
            self.lib.PQfinish(self.conn)
        self.conn = None


class My:
    def __init__(self, socket, user, database):
        self.lib = libmariadb()
        self.conn = self.lib.mysql_init(None)
        if not self.lib.mysql_real_connect(self.conn, None, user.encode(), b"",
                                           database.encode() or None, 0, socket.encode(), 0):
            text = self.lib.mysql_error(self.conn).decode(errors="replace")
            self.close()
            raise DbError(text)

    def query(self, sql):
        text = sql.encode()
        if self.lib.mysql_real_query(self.conn, text, len(text)) != 0:
            raise DbError(self.lib.mysql_error(self.conn).decode(errors="replace") + ": " + sql)
        r = self.lib.mysql_store_result(self.conn)
        if not r:
            return []
        rows, columns = [], self.lib.mysql_num_fields(r)
        while row := self.lib.mysql_fetch_row(r):
            rows.append(tuple(None if row[j] is None else row[j].decode(errors="replace")
                              for j in range(columns)))
        self.lib.mysql_free_result(r)
        return rows

    def close(self):
        if self.conn:
            self.lib.mysql_close(self.conn)
        self.conn = None
