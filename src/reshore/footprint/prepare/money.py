"""Investment as level annuities, and what is still due at the horizon."""

from __future__ import annotations


def annuity(investment: float, years: float, rate: float) -> float:
    """Return the level payment a year that pays off an investment over its life.

    Parameters
    ----------
    investment
        Amount at the start of service.
    years
        Life, above 0.
    rate
        Discount rate a year.
    """
    if rate == 0:
        return investment / years
    return investment * rate / (1 - float((1 + rate) ** -years))


def charged_years(begins: float, ends: float, service: float, life: float) -> float:
    """Return the years of [begins, ends] in which an asset in service since `service` is charged."""
    return max(0.0, min(ends, service + life) - max(begins, service))


def balance_due(investment: float, service: float, life: float, horizon: float, rate: float) -> float:
    """Return the value at the horizon of the annuities that come after it.

    Parameters
    ----------
    investment, life, rate
        As in `annuity`.
    service
        Start of service in years.
    horizon
        End of the last period in years.
    """
    left = service + life - horizon
    if left <= 0:
        return 0.0
    level = annuity(investment, life, rate)
    return level * left if rate == 0 else level * (1 - (1 + rate) ** -left) / rate
