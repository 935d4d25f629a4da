"""The beginning of a new questionnaire file, with comments that say what to write."""

from __future__ import annotations

from contract.errors import BadMessage
from questionnaires.rules import ID

_TEXT = """\
# yaml-language-server: $schema=schema.json
# Official words, order, options and values: a changed wording is another instrument. Quote them:
# without quotes YAML reads No, Yes, On and Off as true or false. README.md explains every field.
id: {id}
version: "1" # raise it with every change of the text
title: "Write the title that patients choose it by (SHORT NAME)"
language: en # a language tag: en-US, it, el, ro
licence: "Write under which terms the text may be shown and passed on."
# permission: required # if its owner must be asked: refused until VULTUS_LICENCES names {id}
source: "Write what to cite, and where the official form is."
# code: 00000-0 # LOINC code of the panel
# recall: "Over the last 2 weeks" # the period asked about, in the instrument's words
# recall_days: 14 # the same in days, where options have days
# intro: "..." # the instrument's opening words
# why: "..." # what is said to "why do you ask?"
offered: false # remove this line when lint finds nothing: patients can choose it from then on
score_name: "{id} total"
# score_code: 00000-0 # LOINC code of the total
# scoring: {{multiplier: 4, missing: prorate, at_most: 1}} # without it: the sum, none missing
# subscales:
#   - {{name: "Motor", items: [{id}_1, {id}_2]}}
# max_span: 24 # hours from first to last answer, else there is no total
# min_interval: 14 # days before the same patient may answer it again
# change: {{points: 5, source: "..."}} # flags two totals so far apart; who says so
# variants: # the same in other languages: official translations only, each with every item
#   - language: it
#     title: "..."
#     source: "..." # whose translation it is
#     items:
#       - {{id: {id}_1, text: "...", labels: ["...", "..."]}}
bands: # after the multiplier; from 0 to the highest total without gaps
  - {{low: 0, high: 1, label: "Write the lower range's name"}}
  - {{low: 2, high: 2, label: "Write the upper range's name"}}
items: # in the official order
  - id: {id}_1
    # code: 00000-0 # LOINC code of the question
    text: "Write the first question."
    kind: choice
    scored: true
    # required: true # it cannot be skipped
    # alert_from: 1 # values from this one on raise an alert
    # mark: overlap # it may also be a neurological symptom
    # absent: ["none of it"] # what proposes the first option when it is typed
    options: &answers # and in later items: options: *answers
      - {{value: 0, label: "Write the first option"}}
      - {{value: 1, label: "Write the second option"}}
      # synonyms: ["most of the time"], days: {{low: 8, high: 11}} # what proposes an option
  - id: {id}_2
    text: "Write the second question."
    kind: choice
    scored: true
    options: *answers
  - id: {id}_3
    text: "Write a question that is answered in own words."
    kind: text
    # explain: "..." # what it means; and, for choices, pictures: faces # or bars;
    #                  both only where nothing is scored: an instrument's items are not explained
    show_if: # leave it away to ask it always
      any_of: [{id}_1, {id}_2]
      at_least: 1
"""


def scaffold(id: str) -> str:
    """The text of `<id>.yml`, whose only mistakes are the words to be written (placeholders.py);
    BadMessage when the id cannot be one."""
    if not ID.fullmatch(id) or len(id) > LONGEST_ID:
        raise BadMessage(
            f"An id has small letters, digits and _, a letter first, at most {LONGEST_ID} in all, "
            f"like phq9; {id[:40]!r} cannot be one."
        )
    return _TEXT.format(id=id)


LONGEST_ID = 24
"""Item ids begin with it and have at most 32 characters."""
