"""From the plan annex in Word to the first monthly report, walked by somebody who sees the program
for the first time, with a clock: `python -m scripts.first_month`.

`opening` makes the commune, `office` opens its windows, `person` is somebody at a screen, `clock`
counts, `clerk` and `others` act, `walk` lines them up and reads what came out, `line` does it over a
bad line.
"""
