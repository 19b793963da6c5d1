"""Curves of a job's metrics, drawn without any package."""

from __future__ import annotations

from typing import Any, Sequence

from .display import markup, number

_WIDTH, _HEIGHT = 320, 130
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 10, 24, 20
_MOST = 12


class Curves:
    """One small chart for each metric, as a notebook shows it."""

    def __init__(self, series: Sequence[dict[str, Any]]) -> None:
        self._series = [one for one in series if one["points"]][:_MOST]

    def _repr_html_(self) -> str:
        if not self._series:
            return "<p>The job has printed no metrics (yet): lines such as loss=0.5 are read.</p>"
        charts = "".join(_chart(one) for one in self._series)
        return f'<div style="display:flex;flex-wrap:wrap;gap:8px">{charts}</div>'

    def __repr__(self) -> str:
        lines = [
            f"{one['name']}: {number(one['points'][0]['value'])} to {number(one['last'])} in "
            f"{one['count']} steps (least {number(one['smallest'])}, most {number(one['largest'])})"
            for one in self._series
        ]
        return "\n".join(lines) or "The job has printed no metrics (yet)."


def _chart(one: dict[str, Any]) -> str:
    points = one["points"]
    steps = [point["step"] for point in points]
    values = [point["value"] for point in points]
    line = " ".join(
        f"{_at(step, steps, _LEFT, _WIDTH - _RIGHT):.1f},"
        f"{_at(value, values, _HEIGHT - _BOTTOM, _TOP):.1f}"
        for step, value in zip(steps, values)
    )
    name, last = markup(one["name"]), number(one["last"])
    x, y = line.rsplit(" ", 1)[-1].split(",")
    bottom = _HEIGHT - _BOTTOM
    return (
        f'<svg width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{name}: {last}" style="font-family:var(--jp-ui-font-family)">'
        f'<text x="{_LEFT}" y="14" fill="var(--jp-ui-font-color1)" font-size="12">'
        f'{name} <tspan font-weight="bold">{last}</tspan></text>'
        f'<path d="M{_LEFT} {_TOP}V{bottom}H{_WIDTH - _RIGHT}" fill="none" '
        f'stroke="var(--jp-border-color2)"/>'
        f'<polyline points="{line}" fill="none" stroke="var(--jp-brand-color1)" '
        f'stroke-width="1.5" stroke-linejoin="round"/>'
        f'<circle cx="{x}" cy="{y}" r="2.5" fill="var(--jp-brand-color1)"/>'
        + _label(_LEFT - 5, _TOP + 8, "end", max(values))
        + _label(_LEFT - 5, bottom, "end", min(values))
        + _label(_LEFT, _HEIGHT - 5, "start", steps[0])
        + _label(_WIDTH - _RIGHT, _HEIGHT - 5, "end", steps[-1])
        + "</svg>"
    )


def _label(x: int, y: int, anchor: str, value: float) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="var(--jp-ui-font-color2)" '
        f'font-size="11">{number(value)}</text>'
    )


def _at(value: float, values: Sequence[float], start: float, end: float) -> float:
    """Where a value lies between two ends of the chart."""
    least, most = min(values), max(values)
    share = (value - least) / (most - least) if most > least else 0.5
    return start + share * (end - start)
