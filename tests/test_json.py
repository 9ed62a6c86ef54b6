"""JSON: by the schema that ships with it, and exact."""

from __future__ import annotations

import json
import shutil
from importlib import resources

import jsonschema
import pytest
from conftest import ALL, PROJECT, every_redline

from redline import api
from redline.model.note import NoteKind
from redline.writers.json_text import VERSION
from redline.writers.options import Context, WriteOptions

SCHEMA = json.loads(
    resources.files("redline.writers").joinpath("schemas/redline.schema.json").read_text(encoding="utf-8")
)


@every_redline
@pytest.mark.parametrize("context", Context)
def test_it_keeps_the_schema(made, context):
    document = json.loads(api.render(made.redline, "json", WriteOptions(context=context)))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)


def test_the_schema_is_one_and_of_this_version():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"]["const"] == VERSION


@every_redline
def test_the_stretches_hold_both_texts(made):
    document = json.loads(api.render(made.redline, "json"))
    for side, other in (("base", "insert"), ("revised", "delete")):
        for change in document["changes"]:
            text = "".join(text for kind, text, *_ in change["lead"] + change["body"] if kind != other)
            assert text == "\n".join(map(_printed, change[side]))


def _printed(item: dict) -> str:
    if "text" not in item:
        return item["printed"] + (f"\n{item['title']}" if item["title"] else "")
    fields = [item["number"], item["label"], item["letter"]]
    while len(fields) > 1 and not fields[-1]:
        fields.pop()
    return "\t".join(fields) + ("\t" if item["text"] else "") + item["text"]


def test_changes_of_the_list_are_there():
    for made in ALL:
        document = json.loads(api.render(made.redline, "json"))
        known = {change["index"] for change in document["changes"]}
        assert all(set(line["changes"]) <= known for line in document["list"])


def test_two_texts_without_a_proposal_keep_the_schema(itrs, texts):
    revised = texts.instrument("itrs-2012-article-3-fr")
    document = json.loads(api.render(api.compare(itrs, revised), "json"))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["proposal"] is None


# what commands print

FOLDER = resources.files("redline.writers") / "schemas"
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.iterdir()
}
PRINTED = {
    "redline-list": [("list", "--json"), *(("list", kind, "--json") for kind in ("proposals", "delegations"))],
    "redline-positions": [("positions", "--json")],
    "redline-check": [("check", "--all", "--json"), ("check", "PRG/29", "--json")],
    "redline-brackets": [("brackets", "CWG/54", "--json"), ("brackets", "itrs-1988", "--json")],
    "redline-brackets-between": [("brackets", "itrs-1988", "Draft of the future ITRs/2.13", "--json")],
    "redline-convergence": [("converge", "--json"), ("converge", "--article", "3", "--json")],
    "redline-outcome": [("choose", "choices.toml", "--json", "--quiet")],
    "redline-doctor": [("doctor", "--json")],
    "redline-proof": [
        ("verify", "output/PRG-29.docx", "itrs-1988", "PRG/29", "--json"),
        ("verify", "output/PRG-29.docx", "itrs-1988", "RUS/27", "--json"),
    ],
    "redline-compilation": [("compile", "--format", "json"), ("compile", "--article", "3", "--format", "json")],
    "redline-delegations": [
        ("delegations", "RUS", "ARB", "--format", "json"),
        ("delegations", "IAP/10", "USA/9", "--direct", "--format", "json"),
    ],
    "redline": [("proposal", "RUS/27", "--format", "json")],
}
"""Commands, by the schema that holds what they print or write."""


def test_every_schema_has_a_version_and_says_so():
    assert SCHEMAS.keys() == PRINTED.keys()
    for name, schema in SCHEMAS.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        properties = schema["properties"]
        assert properties["schema"]["const"] == name
        assert schema["$id"] == f"urn:redline:{name}:{properties['version']['const']}"
        assert schema["title"].endswith(f", version {properties['version']['const']}")


@pytest.mark.slow
@pytest.mark.parametrize("name", PRINTED)
def test_what_commands_print_keeps_its_schema(name, command, tmp_path):
    shutil.copy(PROJECT / "tests/choices.toml", tmp_path)
    assert command("proposal", "PRG/29", "--format", "docx").returncode == 0
    for arguments in PRINTED[name]:
        done = command(*arguments)
        assert done.returncode in (0, 1), done.stderr
        if "--json" in arguments:
            text = done.stdout
        else:
            (path,) = [line for line in done.stdout.splitlines() if line.endswith(".json")]
            text = (tmp_path / path).read_text(encoding="utf-8")
        jsonschema.Draft202012Validator(SCHEMAS[name]).validate(json.loads(text))


def test_the_schemas_are_described():
    page = (PROJECT / "docs/formats/json.md").read_text(encoding="utf-8")
    for name in SCHEMAS:
        assert f"{name}.schema.json" in page, name


def test_every_kind_of_note_is_in_the_schema():
    listed = SCHEMA["properties"]["notes"]["items"]["properties"]["kind"]["enum"]
    assert set(listed) == {kind.value for kind in NoteKind}
