"""The report of a study: one list of sections, written as a page, as a PDF and as a workbook.

``subject`` reads a study, ``sections_*`` tell it, ``html``, ``pdf`` and ``xlsx`` write what was told. A section is one
function from a subject to a ``Section``; ``contents`` holds their order.
"""
