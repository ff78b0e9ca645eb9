from tests.serving import casino, house

__all__ = ["casino", "house"]
