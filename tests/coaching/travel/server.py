"""A real travel server on a free port of this machine, which answers as a test wants."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Asked:
    """What came: paths and bodies, in order."""

    def __init__(self):
        self.paths, self.bodies = [], []


@contextmanager
def serving(  # noqa: C901 - a server is read as a whole
    answer, status=200, headers=(), hangs=False, drips=False
):
    """Yields its base address and what it is asked. A hanging server is let go at the end."""
    asked, let_go = Asked(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._answer(b"")

        def do_POST(self):
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body):
            asked.paths.append(self.path)
            asked.bodies.append(json.loads(body) if body else None)
            if hangs:
                let_go.wait(30)
                return
            said = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            if drips:
                for at in range(len(said)):
                    try:
                        self.wfile.write(said[at : at + 1])
                    except OSError:
                        return
                    if let_go.wait(0.05):
                        return
                return
            self.wfile.write(said)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
