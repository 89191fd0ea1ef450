"""What if: a state's month under other choices, worked out column by column.

The plain rule (`rules.participation.assess`) is the reference and the production path. This one
answers the same for hundreds of thousands of families in seconds, for questions such as "what
would the rate be with calendar averaging". It takes and gives Arrow tables, so that a cluster
can map it over shards. It explains nothing and stores nothing, and what it does not cover it
hands to the plain rule. Tests hold the two against each other family by family.

Needs the optional parts in `requirements/whatif.txt`. Polars is imported here only.
"""
