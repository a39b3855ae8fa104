"""From the plan annex in Word to the first monthly report, walked by somebody who sees the program
for the first time, with a clock: `python -m scripts.first_month`.

`opening` makes the commune, `person` is somebody at a screen, `clock` counts, `clerk` and `others`
walk, `paper` reads what came out.
"""
