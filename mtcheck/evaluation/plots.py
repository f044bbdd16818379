"""Plots as inline SVG: lines, reliability diagrams, bars with their intervals.

Colours are CSS classes c0 to c7 of the page.
"""

import html
from collections.abc import Sequence

Point = tuple[float, float]
_LEFT, _TOP, _BOTTOM = 46, 14, 40


def _number(value: float) -> str:
    return f"{value:.3g}"


def _nice(value: float) -> float:
    """The end of an axis: 1, 2, 2.5 or 5 times a power of ten, at or above the value."""
    if value <= 0:
        return 1.0
    power = 1.0
    while power > value:
        power /= 10
    while power * 10 < value:
        power *= 10
    return next((power * step for step in (1, 2, 2.5, 5) if power * step >= value), power * 10)


class _Frame:
    """A plot area with axes; x and y turn values into places."""

    def __init__(self, width: int, height: int, x_end: float, y_end: float, x_label: str, y_label: str) -> None:
        self.width, self.height = width, height
        self.x_end, self.y_end = x_end, y_end
        self.right = width - 24
        self.parts = [f'<svg viewBox="0 0 {width} {height}" role="img" class="plot">']
        for at in range(6):
            value = y_end * at / 5
            self.parts.append(
                f'<line class="grid" x1="{_LEFT}" x2="{self.right}" y1="{self.y(value):.1f}" y2="{self.y(value):.1f}"/>'
            )
            self.parts.append(
                f'<text class="tick" x="{_LEFT - 6}" y="{self.y(value) + 3:.1f}"'
                f' text-anchor="end">{_number(value)}</text>'
            )
        if x_end:
            for at in range(6):
                value = x_end * at / 5
                self.parts.append(
                    f'<text class="tick" x="{self.x(value):.1f}" y="{height - _BOTTOM + 15}"'
                    f' text-anchor="middle">{_number(value)}</text>'
                )
        self.parts.append(
            f'<text class="label" x="{(_LEFT + self.right) / 2:.1f}" y="{height - 6}"'
            f' text-anchor="middle">{html.escape(x_label)}</text>'
        )
        middle = (_TOP + height - _BOTTOM) / 2
        self.parts.append(
            f'<text class="label" transform="translate(11 {middle:.1f}) rotate(-90)"'
            f' text-anchor="middle">{html.escape(y_label)}</text>'
        )

    def x(self, value: float) -> float:
        return _LEFT + (self.right - _LEFT) * value / self.x_end

    def y(self, value: float) -> float:
        low = self.height - _BOTTOM
        return low - (low - _TOP) * min(value, self.y_end) / self.y_end

    def done(self) -> str:
        return "".join([*self.parts, "</svg>"])


def lines(series: Sequence[tuple[int, str, Sequence[Point]]], x_label: str, y_label: str) -> str:
    """Curves of (colour, name, points); the x axis ends where the data do, the y axis at 1."""
    end = _nice(max((x for _, _, points in series for x, _ in points), default=1.0))
    frame = _Frame(420, 290, min(1.0, end), 1.0, x_label, y_label)
    for colour, name, points in series:
        path = " ".join(f"{frame.x(x):.1f},{frame.y(y):.1f}" for x, y in points)
        frame.parts.append(
            f'<g class="c{colour}"><title>{html.escape(name)}</title><polyline class="curve" points="{path}"/>'
        )
        few = points if len(points) <= 40 else points[:: len(points) // 40 + 1]
        frame.parts += [f'<circle class="dot" cx="{frame.x(x):.1f}" cy="{frame.y(y):.1f}" r="2.4"/>' for x, y in few]
        frame.parts.append("</g>")
    return frame.done()


def reliability(series: Sequence[tuple[int, str, Sequence[tuple[float, float, int]]]]) -> str:
    """Share right against mean confidence, (confidence, right, how many) a bin; larger dots are more."""
    frame = _Frame(300, 290, 1.0, 1.0, "confidence", "share right")
    frame.parts.append(f'<line class="ideal" x1="{frame.x(0)}" y1="{frame.y(0)}" x2="{frame.x(1)}" y2="{frame.y(1)}"/>')
    most = max((size for _, _, bins in series for _, _, size in bins), default=1)
    for colour, name, bins in series:
        path = " ".join(f"{frame.x(mean):.1f},{frame.y(right):.1f}" for mean, right, _ in bins)
        frame.parts.append(f'<g class="c{colour}"><polyline class="curve thin" points="{path}"/>')
        for mean, right, size in bins:
            radius = 2.5 + 7 * (size / most) ** 0.5
            label = f"{name}: {size:,} at {mean:.2f}, {right:.2f} right"
            frame.parts.append(
                f'<circle class="dot soft" cx="{frame.x(mean):.1f}" cy="{frame.y(right):.1f}"'
                f' r="{radius:.1f}"><title>{html.escape(label)}</title></circle>'
            )
        frame.parts.append("</g>")
    return frame.done()


Bar = tuple[float, float | None, float | None]  # value and the ends of its interval


def bars(groups: Sequence[tuple[str, Sequence[tuple[int, str, Bar]]]], y_label: str) -> str:
    """Groups of bars side by side, each (colour, name, bar), with whiskers for the intervals."""
    top = _nice(max((max(bar[0], bar[2] or 0) for _, some in groups for _, _, bar in some), default=1.0))
    width = 60 + 92 * len(groups)
    frame = _Frame(width, 290, 0, top, "", y_label)
    room = (frame.right - _LEFT) / max(1, len(groups))
    for number, (name, some) in enumerate(groups):
        begin = _LEFT + room * number
        thick = min(26.0, room * 0.8 / max(1, len(some)))
        start = begin + (room - thick * len(some)) / 2
        for at, (colour, label, (value, low, high)) in enumerate(some):
            left = start + at * thick
            frame.parts.append(
                f'<g class="c{colour}"><rect class="bar" x="{left:.1f}" y="{frame.y(value):.1f}"'
                f' width="{thick - 3:.1f}" '
                f'height="{frame.y(0) - frame.y(value):.1f}"><title>{html.escape(f"{name}, {label}: {value:.3f}")}'
                f"</title></rect></g>"
            )
            if low is not None and high is not None:
                middle = left + (thick - 3) / 2
                frame.parts.append(
                    f'<line class="whisker" x1="{middle:.1f}" x2="{middle:.1f}" y1="{frame.y(low):.1f}"'
                    f' y2="{frame.y(high):.1f}"/>'
                )
        frame.parts.append(
            f'<text class="tick" x="{begin + room / 2:.1f}" y="{frame.height - _BOTTOM + 15}"'
            f' text-anchor="middle">{html.escape(name)}</text>'
        )
    return frame.done()
