"""Scrapes a storage with the original exporter, a checkout of which is the first argument; prints seconds for each."""

import sys
import time
import types

# Its web server is not measured, and need not be installed.
for name in ("prometheus_client.twisted", "twisted", "twisted.internet", "twisted.web", "twisted.web.resource", "twisted.web.server"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["prometheus_client.twisted"].MetricsResource = object
sys.modules["twisted.internet"].reactor = None
sys.modules["twisted.web.resource"].Resource = object
sys.modules["twisted.web.server"].Site = object
sys.path.insert(0, sys.argv[1])

from exporter.exporter import RegistryCollector  # noqa: E402
from prometheus_client import CollectorRegistry, generate_latest  # noqa: E402

registry = CollectorRegistry(auto_describe=False)
registry.register(RegistryCollector(sys.argv[2]))
for _ in range(int(sys.argv[3])):
    start = time.monotonic()
    generate_latest(registry)
    print(time.monotonic() - start)
