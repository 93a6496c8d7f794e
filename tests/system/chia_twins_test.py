"""Two nodes of ours that name each other with --peer: one link stays between them, and each follows the other."""
import calendar
import time
import unittest

from dragoman import ROOT, Running, unused_address

CHIA = ("node", "--dialect", "chia", "--network", "simulator0", "--json")
BLOCKS = ROOT / "tests/data/chia/simulator0-41-blocks.hex"
TIP = 40
SETTLED = 12  # seconds: the first dials, their repetition after 3 s, and a crossing of two of them
WATCHED = 8   # more than two more dials, were they to go on


def at(event):
    return calendar.timegm(time.strptime(event["t"][:19], "%Y-%m-%dT%H:%M:%S"))


class Twins(unittest.TestCase):
    def test_one_link_stays_and_both_follow(self):
        first, second = unused_address(), unused_address()
        with Running(*CHIA, "--listen", first, "--peer", second, "--import", str(BLOCKS)) as one, \
                Running(*CHIA, "--listen", second, "--peer", first) as two:
            two.until("ChainStep", height=TIP)
            time.sleep(SETTLED)
            settled = time.time()
            time.sleep(WATCHED)
            for node in (one, two):
                self.assertEqual(node.stop(), 0)
                links = [event for event in node.rest() if event["ev"] in ("PeerConnected", "PeerDisconnected")]
                up = {event["peer"] for event in links if event["ev"] == "PeerConnected" and at(event) <= settled}
                gone = {event["peer"] for event in links if event["ev"] == "PeerDisconnected" and at(event) <= settled}
                self.assertEqual(len(up - gone), 1, links)
                during = [event for event in links if settled < at(event) < settled + WATCHED - 1]
                self.assertEqual(during, [])


if __name__ == "__main__":
    unittest.main()
