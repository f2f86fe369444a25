"""Events a second of the Python reference (epcis-event-hash-generator from PyPI) on documents given as files.

Prints one line a document: name, events, seconds of the median of five runs.
"""

import json
import logging
import statistics
import sys
import time

from epcis_event_hash_generator.hash_generator import epcis_hashes_from_events
from epcis_event_hash_generator.json_to_py import event_list_from_epcis_document_json

logging.disable(logging.CRITICAL)


def hashes(text):
    return epcis_hashes_from_events(event_list_from_epcis_document_json(json.loads(text)))


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    events = len(json.loads(text)["epcisBody"]["eventList"])
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        hashes(text)
        seconds.append(time.perf_counter() - start)
    print(path, events, statistics.median(seconds))
