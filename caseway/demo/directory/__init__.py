"""The county's directory: invented providers and services at real ZIP areas."""
