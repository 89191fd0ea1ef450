"""The federal work participation rate of TANF, as plain rules.

`assess` answers for one family and one month: who must take part, which hours count, whether
the family is in the rate and whether it met it, and why. `rates` and its neighbours add many
such answers up. Source: 42 USC 607; 45 CFR Part 261.
"""
