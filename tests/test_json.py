"""JSON: by the schema that ships with it, and exact."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema
import pytest
from conftest import ALL, every_redline

from redline import api
from redline.writers.json_text import VERSION
from redline.writers.options import Context, WriteOptions

SCHEMA = json.loads(resources.files("redline.writers").joinpath("redline.schema.json").read_text(encoding="utf-8"))


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
