"""As much of a terminal as ncurses asks of an xterm: what a program has drawn, as rows of text."""
import codecs
import re

SEQUENCE = re.compile(r"\x1b(?:\[(?P<given>[?>=!]?[0-9;]*)(?P<final>[@-~])|[()][A-Z0-9]|(?P<single>[=>78cMDE]))|(?P<plain>[\x00-\x1a\x1c-\U0010ffff])")


class Terminal:
    def __init__(self, rows, columns):
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._pending = ""
        self.resize(rows, columns)

    def resize(self, rows, columns):
        self.rows, self.columns = rows, columns
        self._erase()

    def _erase(self):
        self.cells = [[" "] * self.columns for _ in range(self.rows)]
        self._row = self._column = 0
        self._last = " "
        self._top, self._bottom = 0, self.rows  # what scrolls

    def _scroll(self, lines):
        """Up, or down by less than 0."""
        part = self.cells[self._top:self._bottom]
        blank = [[" "] * self.columns for _ in range(min(abs(lines), len(part)))]
        self.cells[self._top:self._bottom] = part[lines:] + blank if lines > 0 else blank + part[:lines or None]

    @property
    def text(self):
        return "\n".join("".join(row).rstrip() for row in self.cells)

    def feed(self, data):
        self._pending += self._decoder.decode(data)
        at = 0
        while at < len(self._pending):
            match = SEQUENCE.match(self._pending, at)
            if not match:
                if len(self._pending) - at < 32:
                    break  # the rest of a sequence is still to come
                raise AssertionError(f"unknown control {self._pending[at:at + 32]!r}")
            at = match.end()
            if match["plain"]:
                self._plain(match["plain"])
            elif match["single"] == "M":
                if self._row == self._top:
                    self._scroll(-1)
                else:
                    self._row = max(self._row - 1, 0)
            elif match["final"]:
                self._control(match["final"], match["given"])
        self._pending = self._pending[at:]

    def _plain(self, char):
        if char == "\r":
            self._column = 0
        elif char == "\n":
            if self._row == self._bottom - 1:
                self._scroll(1)
            else:
                self._row = min(self._row + 1, self.rows - 1)
        elif char == "\b":
            self._column = max(self._column - 1, 0)
        elif char == "\t":
            self._column = min((self._column // 8 + 1) * 8, self.columns - 1)
        elif char >= " ":
            if self._column >= self.columns:
                self._column, self._row = 0, min(self._row + 1, self.rows - 1)
            self.cells[self._row][self._column] = self._last = char
            self._column += 1

    def _control(self, final, given):
        if final in "mhltnc" or given[:1] in ("?", ">", "!", "="):
            return  # looks, modes, questions; we have one screen
        numbers = [int(number or 0) for number in given.split(";")]
        count = max(numbers[0], 1)
        row, column = self._row, min(self._column, self.columns - 1)
        line = self.cells[row]
        if final == "H":
            self._row, self._column = count - 1, max(numbers[1] if len(numbers) > 1 else 1, 1) - 1
        elif final == "d":
            self._row = count - 1
        elif final == "G":
            self._column = count - 1
        elif final in "AB":
            self._row += count if final == "B" else -count
        elif final in "CD":
            self._column += count if final == "C" else -count
        elif final == "J":
            if numbers[0] == 0:
                line[column:] = [" "] * (self.columns - column)
            first, last = {0: (row + 1, self.rows), 1: (0, row), 2: (0, self.rows)}.get(numbers[0], (0, 0))
            for each in range(first, last):
                self.cells[each] = [" "] * self.columns
        elif final == "K":
            first, last = {0: (column, self.columns), 1: (0, column + 1), 2: (0, self.columns)}[numbers[0]]
            line[first:last] = [" "] * (last - first)
        elif final == "X":
            last = min(column + count, self.columns)
            line[column:last] = [" "] * (last - column)
        elif final == "b":
            for _ in range(count):
                self._plain(self._last)
        elif final in "ST":
            self._scroll(count if final == "S" else -count)
        elif final == "r":
            self._top = count - 1
            self._bottom = numbers[1] if len(numbers) > 1 and numbers[1] else self.rows
            self._row = self._column = 0
        elif final == "@":
            line[column:] = ([" "] * count + line[column:])[:self.columns - column]
        elif final == "P":
            line[column:] = (line[column + count:] + [" "] * count)[:self.columns - column]
        else:
            raise AssertionError(f"unknown control {final!r} {given!r}")
        self._row = min(max(self._row, 0), self.rows - 1)
        if final != "b":
            self._column = min(max(self._column, 0), self.columns - 1)
