"""The pages of agencies: who does what, staff, sites."""
