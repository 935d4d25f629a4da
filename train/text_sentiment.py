"""Fine-tune MiniLM-L6 for four moods and ship it, quantised to int8.

Three stages: GoEmotions comments, then clinical replies among comments, then these once more with
replies made by rule. The knobs are in `train/text_knobs.py`.

python -m train.text_sentiment              trains, exports to models/ and writes the card
python -m train.text_sentiment --evaluate   prints the card's figures again, from the shipped file
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from models.card import load_card
from train.checkpoint import seed_everything
from train.knobs import command, read_knobs
from train.measures import fit_temperature, soft_loss
from train.minilm import MoodReader, ShippedText, load_tokenizer
from train.replies import (
    CLINICAL,
    DEVELOPMENT,
    MOODS,
    Parts,
    Replies,
    Splits,
    join,
    load_clinical,
    load_splits,
    single,
    training_files,
)
from train.ship import export, quantise, sha256, write_card
from train.text_card import APPROACHES, WORDS
from train.text_figures import evaluate, figures, score
from train.text_frames import framed
from train.text_knobs import Run
from train.text_start import blended, start_from
from train.text_training import Stage, Training, logits_of, tokens, train_stage
from train.text_typos import hurried
from train.text_words import write_words

NAME = "text-minilm"
TOKENIZER, KNOWN_WORDS = f"{NAME}.tokenizer.json", f"{NAME}.words.txt"
METRICS = {
    "command": "python -m train.text_sentiment --evaluate",
    "split": "report: half of GoEmotions dev; clinical: half of train/data/clinical_replies_dev; "
    "both chose and fitted nothing",
}
MOST_LOST = 0.005
"""How much of any figure int8 may cost before it is refused."""


def train(run: Run, parts: Parts, tokenizer: Tokenizer) -> tuple[MoodReader, float]:
    """The network after all stages, and the minutes they took."""
    network, minutes = begun(run), 0.0
    network.hold_still(run.still)

    def on_comments(reader: MoodReader) -> float:
        return loss_on(parts.comments.select, reader, tokenizer, run.device)

    def on_both(reader: MoodReader) -> float:
        replies = loss_on(parts.replies.select, reader, tokenizer, run.device)
        return (on_comments(reader) + replies) / 2

    def all_comments(epoch: int) -> Replies:
        return parts.comments.train

    def replies_among_comments(epoch: int) -> Replies:
        return mixed(run, parts, [1, epoch], run.comments, 0)

    def with_rules(epoch: int) -> Replies:
        return mixed(run, parts, [2, epoch], run.rule_comments, run.rule_rows)

    fed = (all_comments, replies_among_comments, with_rules)
    judged = (on_comments, on_both, on_both)
    for stage, rows, chosen in zip(run.stages(), fed, judged, strict=True):
        if stage.epochs:
            minutes += trained(run, stage, network, rows, chosen, tokenizer).minutes
    if run.blend < 1:
        network.load_state_dict(blended(begun(run).state_dict(), network.state_dict(), run.blend))
    return network, minutes


def begun(run: Run) -> MoodReader:
    """MiniLM with fresh heads, or the shipped file that the training goes on from."""
    network = MoodReader(len(MOODS))
    if run.start != Path():
        start_from(run.start, network)
    return network.to(run.device)


def trained(
    run: Run,
    stage: Stage,
    network: MoodReader,
    rows: Callable[[int], Replies],
    chosen: Callable[[MoodReader], float],
    tokenizer: Tokenizer,
) -> Training:
    place = run.checkpoint.with_suffix(f".{stage.name}{run.checkpoint.suffix}")
    return train_stage(stage, network, rows, chosen, tokenizer, place)


def mixed(run: Run, parts: Parts, turn: list[int], comments: int, by_rule: int) -> Replies:
    """Every reply `repeats` times among `comments` drawn afresh and others made by rule."""
    draw = np.random.default_rng([run.seed, *turn])
    known, replies = parts.comments.train, parts.replies.train
    rows = [known.rows(draw.permutation(len(known))[:comments]), *[replies] * run.repeats]
    if by_rule:
        rows.append(framed(replies, by_rule, draw))
    return hurried(join(rows), run.typos, draw)


def loss_on(replies: Replies, network: MoodReader, tokenizer: Tokenizer, device: str) -> float:
    return soft_loss(logits_of(network, replies, tokenizer, device), replies.shares)


def temperature_of(run: Run, network: MoodReader, parts: Parts, tokenizer: Tokenizer) -> float:
    """Fitted on comments and replies of one mood that both count half."""
    comments, replies = single(parts.comments.calibrate), single(parts.replies.calibrate)
    balanced = join([comments, *[replies] * max(1, len(comments) // len(replies))])
    logits = logits_of(network, balanced, tokenizer, run.device)
    return fit_temperature(logits, np.eye(len(MOODS)), balanced.shares.argmax(axis=1))


def ship(run: Run, network: MoodReader, minutes: float, parts: Parts) -> None:
    """Fold the fitted temperature in, export, quantise, measure both files, write the card."""
    temperature = temperature_of(run, network, parts, load_tokenizer(run.max_tokens))
    ids, mask = tokens(load_tokenizer(run.max_tokens), parts.comments.select.texts[:16], "cpu")
    inputs = {"input_ids": ids, "attention_mask": mask}
    varying = {name: {0: "N", 1: "T"} for name in inputs}
    whole = run.checkpoint.with_name(f"{NAME}.float32.onnx")
    export(ShippedText(network.cpu(), temperature), inputs, varying, whole)
    quantise(whole, run.models / f"{NAME}.onnx")
    tokenizer = load_tokenizer(run.keep_tokens)
    tokenizer.save(str(run.models / TOKENIZER))
    write_words(parts, tokenizer.get_vocab(), run.models / KNOWN_WORDS)
    beside = [TOKENIZER, KNOWN_WORDS]
    words = {**WORDS, "version": run.version, "training": made(run, minutes), "metrics": {}}
    write_card(run.models, NAME, beside, words)
    found = {"temperature": temperature, **measured(run, parts, whole), "approaches": APPROACHES}
    words["metrics"] = {**METRICS, **found}
    write_card(run.models, NAME, beside, words)


def measured(run: Run, parts: Parts, whole: Path) -> dict[str, Any]:
    """The shipped figures, and beside them what quantising cost; too much is refused."""
    shipped = evaluate(run.models, NAME, run.data, run.seed)
    session = onnxruntime.InferenceSession(str(whole), providers=["CPUExecutionProvider"])
    report = parts.comments.report
    unquantised = score(session, load_tokenizer(run.keep_tokens), report)
    before = figures(unquantised, report, shipped["threshold"])
    cost = {
        figure: round(before[figure] - shipped["report"][figure], 4)
        for figure in ("mood_macro_f1", "mood_accuracy", "sets_macro_f1")
    }
    if max(cost.values()) > MOST_LOST:
        raise SystemExit(f"int8 loses {cost}, more than {MOST_LOST}: not shipped.")
    return {**shipped, "float32_minus_int8": cost}


def made(run: Run, minutes: float) -> dict[str, Any]:
    files = [run.data / f"goemotions_{kind}_{part}.tsv" for kind, part in KINDS]
    files += [*training_files(), CLINICAL / DEVELOPMENT]
    files += [run.start] if run.start != Path() else []
    return {
        "command": command("train.text_sentiment", run, run.fixed()),
        "seed": run.seed,
        "data_sha256": {file.name: sha256(file) for file in files if file.exists()},
        "minutes": round(minutes, 1),
    }


KINDS = (("group", "train"), ("group", "dev"), ("28", "train"))


def load_parts(run: Run) -> Parts:
    return Parts(load_splits(run.data, run.seed, run.rows), load_clinical())


def counted(splits: Splits) -> dict[str, int]:
    return {name: len(rows) for name, rows in vars(splits).items()}


def main() -> None:
    run = read_knobs(Run)
    torch.set_num_threads(run.threads)
    if run.evaluate:
        print(json.dumps(evaluate(run.models, NAME, run.data, run.seed), indent=2))
        return
    seed_everything(run.seed)
    parts = load_parts(run)
    print(json.dumps({name: counted(one) for name, one in vars(parts).items()}), flush=True)
    network, minutes = train(run, parts, load_tokenizer(run.max_tokens))
    ship(run, network, minutes, parts)
    print(json.dumps(load_card(NAME, run.models).metrics, indent=2))


if __name__ == "__main__":
    main()
