"""Which text model reads the patients: by language, the operator's before the shipped one."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
import time
from pathlib import Path

import pytest
from pytest_aiohttp import AiohttpServer

from contract.client import StoreClient
from contract.errors import BadSetting
from contract.messages import Consent, Reply, Start
from contract.settings import load_settings
from models.card import FOLDER, ModelError
from sentiment.choice import chosen_model, open_model
from service.app import build


def _own_copy(data: Path, name: str) -> None:
    """The shipped model under another name, as `vultus model add-text` would leave it."""
    folder = data / "models"
    folder.mkdir()
    shutil.copy(FOLDER / "text-minilm.onnx", folder / f"{name}.onnx")
    shutil.copy(FOLDER / "text-minilm.tokenizer.json", folder / f"{name}.tokenizer.json")
    card = json.loads((FOLDER / "text-minilm.json").read_text("utf-8"))
    tokenizer = {f"{name}.tokenizer.json": card["extra_files"]["text-minilm.tokenizer.json"]}
    card |= {"name": name, "file": f"{name}.onnx", "extra_files": tokenizer}
    (folder / f"{name}.json").write_text(json.dumps(card), "utf-8")


@pytest.mark.parametrize(
    ("language", "name"), [("en", "text-minilm"), ("EL", "greek"), ("pt-BR", "iberian")]
)
def test_the_language_chooses_the_model(language: str, name: str) -> None:
    models = "en=text-minilm,el=greek,pt=iberian"
    settings = load_settings({"VULTUS_LANGUAGE": language, "VULTUS_TEXT_MODELS": models})
    assert chosen_model(settings) == name


def test_without_a_model_for_the_language_the_service_does_not_start(tmp_path: Path) -> None:
    environ = {"VULTUS_DATA": str(tmp_path), "VULTUS_LANGUAGE": "el"}
    with pytest.raises(BadSetting, match="VULTUS_TEXT_MODELS has no model for it: add el=NAME"):
        build(load_settings(environ))
    build(load_settings(environ | {"VULTUS_PARTS": "channels,fusion,report"}))


def test_the_operators_model_is_found_in_the_data_folder(tmp_path: Path) -> None:
    _own_copy(tmp_path, "my-model")
    settings = load_settings({"VULTUS_DATA": str(tmp_path)})
    own, shipped = open_model("my-model", settings), open_model("text-minilm", settings)
    assert own.name.startswith("my-model ")
    assert own.score("I feel hopeless.") == shipped.score("I feel hopeless.")


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match=r"No card models/nothing\.json. Known: "):
        open_model("nothing", load_settings({}))


def test_a_face_model_reads_no_words() -> None:
    with pytest.raises(ModelError, match="face-mini-xception is for face-emotion, not text-mood"):
        open_model("face-mini-xception", load_settings({}))


def test_a_tokenizer_that_cuts_earlier_keeps_its_limit(tmp_path: Path) -> None:
    _own_copy(tmp_path, "short")
    path = tmp_path / "models" / "short.tokenizer.json"
    cut = json.loads(path.read_text("utf-8"))
    cut["truncation"]["max_length"] = 12
    _replace(path, json.dumps(cut))
    model = open_model("short", load_settings({"VULTUS_DATA": str(tmp_path)}))
    assert model.score("good " * 50).tokens == 10


def _replace(tokenizer: Path, text: str) -> None:
    """Other contents, and the card that goes with them."""
    tokenizer.write_text(text, "utf-8")
    card_path = tokenizer.with_name("short.json")
    card = json.loads(card_path.read_text("utf-8"))
    card["extra_files"] = {tokenizer.name: hashlib.sha256(tokenizer.read_bytes()).hexdigest()}
    card_path.write_text(json.dumps(card), "utf-8")


async def test_the_service_scores_with_the_chosen_model(
    tmp_path: Path, unused_tcp_port: int, aiohttp_server: AiohttpServer
) -> None:
    _own_copy(tmp_path, "greek")
    environ = {"VULTUS_LANGUAGE": "el", "VULTUS_TEXT_MODELS": "el=greek"}
    parts = {"VULTUS_PARTS": "sentiment,fusion", "VULTUS_PORT": str(unused_tcp_port)}
    settings = load_settings({"VULTUS_DATA": str(tmp_path), **environ, **parts})
    await aiohttp_server(build(settings), port=unused_tcp_port)
    async with StoreClient.of(settings) as store:
        session = await _free_text(store)
        for _ in range(600):
            if scores := (await store.record(session)).scores:
                break
            await asyncio.sleep(0.1)
    assert [score.model.partition(" ")[0] for score in scores] == ["greek"]


async def _free_text(store: StoreClient) -> str:
    """A session with consent and one typed reply."""
    invite = await store.invite()
    session = (await store.open_session(invite.patient, "web")).session
    now = time.time()
    await store.post(Consent(session, invite.patient, "text", "1", True, now))
    await store.post(Start(session, "phq9", "1", now, "choose"))
    item = "whats_new_before"
    await store.post(Reply(session, "a", now, "I feel hopeless.", item=item, asked_at=now - 5))
    return session
