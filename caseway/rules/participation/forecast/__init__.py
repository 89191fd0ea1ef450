"""Where a month is heading, person by person, and what can lawfully be done about it.

`outlook.forecast` counts what stands, adds what is scheduled as far as the person usually
comes, and says what is missing. `ways.ways` offers what would close the gap, each tried on
`assess` before it is offered. Nothing here guesses chances; it does arithmetic and shows it.
"""
