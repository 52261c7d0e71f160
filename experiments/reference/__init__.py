"""What is published of each region: its document as a scenario, and the experiment that its document asks for.

``python -m experiments.reference`` (``make reference``) lives both with eight replicates at full scale and writes
``results/reference/<region>``: small tables, pictures, a page in each language, and the facts to make them again. The
runs themselves are a study under ``results/studies``, so an interrupted start goes on where it was. Nothing here stands
among the sources that a study depends on: other words on a page leave the runs as they are.
"""
