from caseway.kernel.models.users import User

__all__ = ["User"]
