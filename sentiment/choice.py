"""Which text model reads the patients of this installation, and where its files are."""

from __future__ import annotations

from contract.errors import BadSetting
from contract.settings import Settings
from models.card import FOLDER, ModelError, load_card
from sentiment.mood import TextModel


def chosen_model(settings: Settings) -> str:
    """The name of the language's model, or of its first part's: `pt` serves `pt-BR`.

    Raises BadSetting when the settings name none: a model that does not know the language would
    be confident and mean nothing.
    """
    language = settings.language.lower()
    for tag in (language, language.partition("-")[0]):
        if tag in settings.text_model_of:
            return settings.text_model_of[tag]
    raise BadSetting(
        f"VULTUS_LANGUAGE is {settings.language}, and VULTUS_TEXT_MODELS has no model for it: add "
        f"{settings.language}=NAME, or leave sentiment out of VULTUS_PARTS."
    )


def open_model(name: str, settings: Settings, meaning: bool = False) -> TextModel:
    """The operator's model of this name, or else the shipped one; `meaning` as in TextModel.load.

    Raises models.card.ModelError when there is none, it is no text model, or a file is damaged.
    """
    own = settings.data / "models"
    folder = own if (own / f"{name}.json").is_file() else FOLDER
    task = load_card(name, folder).task
    if task != "text-mood":
        raise ModelError(f"{name} is for {task}, not text-mood: name another model.")
    return TextModel.load(name, folder=folder, meaning=meaning)
