"""Records what Python's jinja2 makes of the templates and expressions here, set up as transformers does.

    pip install jinja2==3.1.6 && python record.py

Writes conversations.json and expressions.json.
"""

import datetime
import json
import pathlib

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment

HERE = pathlib.Path(__file__).parent
NOW = datetime.datetime(2025, 3, 9, 13, 5, 7)


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return nodes.CallBlock(self.call_method("_keep"), [], [], body).set_lineno(line)

    def _keep(self, caller):
        return caller()


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def environment():
    env = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols]
    )
    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    env.globals["strftime_now"] = lambda format: NOW.strftime(format)
    return env


def render(source, context):
    try:
        return {"text": environment().from_string(source).render(**context)}
    except jinja2.exceptions.TemplateError as e:
        return {"error": str(e), "raised": type(e) is jinja2.exceptions.TemplateError}
    except Exception as e:
        return {"error": f"{type(e).__name__}: {e}", "raised": False}


TOKENS = {"bos_token": "<s>", "eos_token": "</s>", "sep_token": "<sep>", "unk_token": "<unk>"}
TOOL = {
    "type": "function",
    "function": {
        "name": "add",
        "description": "Adds \"two\" numbers; é",
        "parameters": {"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "number"}}},
    },
}


def said(*pairs):
    return [{"role": role, "content": content} for role, content in pairs]


CONVERSATIONS = {
    "user": {"messages": said(("user", "Hello, how are you?")), "add_generation_prompt": True},
    "system-user": {
        "messages": said(("system", "Be brief."), ("user", "  Hi there \n")),
        "add_generation_prompt": True,
    },
    "three": {
        "messages": said(("user", "1+1?"), ("assistant", "It is 2.\n"), ("user", 'And "2+2"? <b>ünï</b> 😀')),
        "add_generation_prompt": True,
    },
    "thinking": {
        "messages": said(("user", "1+1?"), ("assistant", "<think>\nadd\n</think>\n\nIt is 2.")),
        "add_generation_prompt": False,
    },
    "four": {
        "messages": said(("system", "S"), ("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d")),
        "add_generation_prompt": False,
    },
    "two-users": {"messages": said(("user", "a"), ("user", "b")), "add_generation_prompt": True},
    "tools": {
        "messages": said(("user", "1+1?"))
        + [
            {
                "role": "assistant",
                "content": "",
                "tool_calls": [
                    {"id": "abcdefghi", "type": "function", "function": {"name": "add", "arguments": {"a": 1, "b": 1.5}}}
                ],
            },
            {"role": "tool", "tool_call_id": "abcdefghi", "name": "add", "content": "2.5"},
        ],
        "tools": [TOOL, TOOL],
        "add_generation_prompt": True,
    },
}


def conversations():
    recorded = []
    for file in sorted(HERE.glob("*.jinja")):
        for name, conversation in CONVERSATIONS.items():
            context = {"tools": None, "documents": None, **TOKENS, **conversation}
            result = render(file.read_bytes().decode(), context)
            recorded.append({"template": file.name, "conversation": name, **result})
    return {"context": {"tools": None, "documents": None, **TOKENS}, "conversations": CONVERSATIONS, "cases": recorded}


CONTEXT = {
    "n": 7,
    "x": 2.5,
    "s": "Hello World",
    "u": "ünï 😀!",
    "b": True,
    "z": None,
    "l": [3, 1, 2],
    "d": {"b": 1, "a": "two", "items": "key", "nested": {"k": [1, {"m": None}]}},
    "ms": said(("system", "S"), ("user", "U"), ("assistant", "A")),
    "text": "  one\n two  three\n",
}


def expressions():
    sources = (HERE / "expressions.txt").read_text().split("\n----\n")
    sources = [s for s in sources if s.strip()]
    return {"context": CONTEXT, "cases": [{"source": s, **render(s, CONTEXT)} for s in sources]}


if __name__ == "__main__":
    for name, content in {"conversations": conversations(), "expressions": expressions()}.items():
        (HERE / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
