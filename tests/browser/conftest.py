from tests.browser.seen import browser, line
from tests.serving import casino, house

__all__ = ["browser", "casino", "house", "line"]
