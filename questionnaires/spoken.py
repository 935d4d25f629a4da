"""A questionnaire in the patients' language, where its file has that language."""

from __future__ import annotations

from dataclasses import replace

from questionnaires.definition import Item, Questionnaire, Variant, Wording


def spoken(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """The questionnaire with the words of that language; as it is where that is missing.

    `language` is a tag; one that says more or less than the file's (it, it-IT) fits too. Ids,
    values, codes, rules and scoring are the same in every language.
    """
    variant = _variant(questionnaire, language)
    if variant is None:
        return questionnaire
    wordings = {one.id: one for one in variant.items}
    return replace(
        questionnaire,
        language=variant.language,
        title=variant.title,
        source=variant.source,
        licence=variant.licence or questionnaire.licence,
        recall=variant.recall,
        intro=variant.intro,
        why=variant.why,
        items=tuple(_worded(item, wordings[item.id]) for item in questionnaire.items),
    )


def speaks(questionnaire: Questionnaire, language: str) -> bool:
    """Whether its text, as it is, is in that language."""
    return _first(questionnaire.language) == _first(language)


def _variant(questionnaire: Questionnaire, language: str) -> Variant | None:
    """The variant of exactly that tag, else one of its first part; None for the original text."""
    exact = [
        one for one in questionnaire.variants if one.language.casefold() == language.casefold()
    ]
    if exact or speaks(questionnaire, language):
        return exact[0] if exact else None
    alike = (one for one in questionnaire.variants if _first(one.language) == _first(language))
    return next(alike, None)


def _worded(item: Item, wording: Wording) -> Item:
    options = zip(item.options, wording.labels, strict=True)
    return replace(
        item,
        text=wording.text,
        options=tuple(replace(option, label=label, synonyms=()) for option, label in options),
        explain=wording.explain,
        absent=(),
    )


def _first(tag: str) -> str:
    return tag.casefold().partition("-")[0]
