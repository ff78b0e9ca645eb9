from tests.serving import casino, house, strict_house

__all__ = ["casino", "house", "strict_house"]
