"""A code before the camera: QR and Code 128 as a short film that Chromium takes for its camera."""

from pathlib import Path

import segno

WIDE, HIGH = 640, 480
WHITE, BLACK = 235, 16
START_B, STOP = 104, "2331112"
BARS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231"
    "113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211"
    "212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131"
    "113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111"
    "314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211"
    "241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214"
    "211232"
)
"""ISO/IEC 15417: the widths of bars and spaces of the symbols 0 to 105, six figures each."""


def code_128(text: str) -> list[bool]:
    """Return the modules of a Code 128 (set B) from left to right, True for black."""
    values = [START_B, *(ord(letter) - 32 for letter in text)]
    check = (START_B + sum(n * value for n, value in enumerate(values[1:], 1))) % 103
    widths = "".join(BARS[v * 6 : v * 6 + 6] for v in (*values, check)) + STOP
    return [n % 2 == 0 for n, width in enumerate(widths) for _ in range(int(width))]


def film(place: Path, rows: list[list[bool]], *, scale: int, high: int) -> Path:
    """Write a film of one still picture: modules `scale` wide and `high` tall, in the middle."""
    left, top = (WIDE - len(rows[0]) * scale) // 2, (HIGH - len(rows) * high) // 2
    assert left > 8, "the code and its quiet zone fit into the picture"
    picture = bytearray([WHITE]) * (WIDE * HIGH)
    for y, row in enumerate(rows):
        line = bytearray([WHITE]) * WIDE
        for x, black in enumerate(row):
            if black:
                line[left + x * scale : left + (x + 1) * scale] = bytes([BLACK]) * scale
        for at in range(high):
            begin = (top + y * high + at) * WIDE
            picture[begin : begin + WIDE] = line
    grey = bytes([128]) * (WIDE * HIGH // 2)
    head = f"YUV4MPEG2 W{WIDE} H{HIGH} F10:1 Ip A1:1 C420jpeg\n".encode()
    place.write_bytes(head + (b"FRAME\n" + bytes(picture) + grey) * 3)
    return place


def film_of_qr(place: Path, text: str) -> Path:
    """Film a QR code."""
    rows = [[bool(module) for module in row] for row in segno.make(text, micro=False).matrix]
    return film(place, rows, scale=10, high=10)


def film_of_code_128(place: Path, text: str) -> Path:
    """Film a Code 128."""
    return film(place, [code_128(text)], scale=3, high=160)
