from caseway.kernel.models.shared_cache import SharedCache
from caseway.kernel.models.users import User

__all__ = ["SharedCache", "User"]
