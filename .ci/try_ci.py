"""Called by try-ci: a repository of drafts, and everything a pipeline would do with it. Prints each step; fails at the first surprise."""

import csv
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote

import yaml

SCRATCH, PROJECT = Path(sys.argv[1]), Path(sys.argv[2])
DRAFTS = SCRATCH / "drafts"
BUILD = os.environ.get("WENFENG_TRY_BUILD") == "1"
LINE = "【提醒】👨‍👩‍👧e\u0301𠮷活动取得圆满成功！！请绕行。"


def run(*command, cwd=DRAFTS, expect=0, env=None, **options):
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, capture_output=True, env={**os.environ, **(env or {})}, **options
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    if done.returncode != expect:
        sys.exit(f"{command} ended with {done.returncode}, not {expect}:\n{out}\n{err}")
    return out, err


def step(text):
    print("--", text, flush=True)


def write(name, text, encoding="utf-8"):
    path = DRAFTS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def hooks():
    step("the hooks, with pre-commit")
    source = SCRATCH / "project"
    run("git", "clone", "--quiet", PROJECT, source, cwd=SCRATCH)
    # The hooks as they are in the working tree, also where they are not committed yet.
    (source / ".pre-commit-hooks.yaml").write_bytes((PROJECT / ".pre-commit-hooks.yaml").read_bytes())
    run("git", "add", ".", cwd=source)
    run("git", "commit", "--quiet", "--allow-empty", "-m", "hooks", cwd=source)
    revision = run("git", "rev-parse", "HEAD", cwd=source)[0].strip()
    run("git", "init", "--quiet")
    # Compiling takes minutes, so it is tried where it is asked for.
    hook = {"id": "wenfeng" if BUILD else "wenfeng-system", "args": ["--fail-on=warning", "--select=modesty/perfect-outcome"]}
    config = {"repos": [{"repo": str(source), "rev": revision, "hooks": [hook]}]}
    write(".pre-commit-config.yaml", yaml.safe_dump(config))
    write("wenfeng.toml", 'exclude = ["旧稿/**"]\n')
    write("旧稿/甲.txt", LINE)
    write("乙.txt", "今天停水。")
    write("丙.txt", "今天停水。", "gb18030")
    run("git", "add", ".")
    out, _ = run("pre-commit", "run", "--all-files")
    assert "Passed" in out, out
    write("通报 1.txt", LINE, "gb18030")
    run("git", "add", ".")
    out, _ = run("pre-commit", "run", "--all-files", expect=1)
    assert "Failed" in out and "通报 1.txt" in out and "modesty/perfect-outcome" in out, out
    assert "旧稿" not in out, "excludes hold for the files that a hook names"
    mend = {"id": "wenfeng-fix", "language": "system", "args": ["--select=form/repeated-marks"]}
    write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": str(source), "rev": revision, "hooks": [mend]}]}))
    run("git", "add", ".")
    out, _ = run("pre-commit", "run", "--all-files", expect=1)
    assert "files were modified by this hook" in out, out
    assert (DRAFTS / "通报 1.txt").read_bytes() == LINE.replace("！！", "！").encode("gb18030")
    assert (DRAFTS / "旧稿/甲.txt").read_bytes() == LINE.encode()
    run("git", "add", ".")
    run("pre-commit", "run", "--all-files")
    (DRAFTS / "通报 1.txt").unlink()


def action():
    step("the steps of the action, in a shell")
    definition = yaml.safe_load((PROJECT / "action.yml").read_text("utf-8"))
    write("草稿/通报 2.txt", LINE)
    write("草稿/净.txt", "今天停水，问事请打0000-1234567。")

    def steps(expect, **given):
        values = {f"inputs.{name}": given.get(name.replace("-", "_"), spec["default"]) for name, spec in definition["inputs"].items()}
        summary, log = SCRATCH / "summary.md", ""
        summary.unlink(missing_ok=True)
        for number, one in enumerate(definition["runs"]["steps"]):
            if "run" not in one:
                continue
            output = SCRATCH / f"output-{number}"
            output.unlink(missing_ok=True)
            fill = lambda text: re.sub(r"\$\{\{ *(.*?) *\}\}", lambda m: values[m[1]], text)
            env = {name: fill(value) for name, value in one.get("env", {}).items()}
            env |= {
                "GITHUB_ACTION_PATH": str(PROJECT),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_WORKSPACE": str(DRAFTS),
                "RUNNER_TEMP": str(SCRATCH),
            }
            assert one["shell"] == "bash"
            last = one is [s for s in definition["runs"]["steps"] if "run" in s][-1]
            out, _ = run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", fill(one["run"]), env=env, expect=expect if last else 0)
            log += out
            for line in output.read_text("utf-8").splitlines():
                name, value = line.split("=", 1)
                values[f"steps.{one['id']}.outputs.{name}"] = value
        code = re.sub(r"\$\{\{ *(.*?) *\}\}", lambda m: values[m[1]], definition["outputs"]["exit-code"]["value"])
        assert code == str(expect), code
        return log, summary.read_text("utf-8")

    log, summary = steps(0, wenfeng="wenfeng", paths="草稿", sarif="out.sarif", args="--fail-on=never")
    commands = [line for line in log.splitlines() if line.startswith("::")]
    assert any(re.match(r"::warning file=草稿/通报 2.txt,line=1,endLine=1,col=\d+,endColumn=\d+,title=modesty/", c) for c in commands), log
    assert "| 草稿/通报 2.txt:1:" in summary, summary
    steps(1, wenfeng="wenfeng", paths="草稿/净.txt\n草稿/通报 2.txt\n", args="--fail-on=warning\n--select=modesty")
    steps(2, wenfeng="wenfeng", paths="没有.txt")
    if BUILD:
        steps(1, paths="草稿/通报 2.txt", args="--fail-on=warning\n--select=modesty")
    for hostile in ["$(touch pwned)", "; touch pwned", "-o\npwned"]:
        steps(2, wenfeng="wenfeng", paths=hostile)
    assert not (DRAFTS / "pwned").exists()


def offset(text, line, column, unit):
    """The character offset of a place whose column counts `unit`."""
    lines = text.splitlines(keepends=True)
    before, here = "".join(lines[: line - 1]), lines[line - 1]
    if unit == "bytes":
        return len(before) + len(here.encode()[: column - 1].decode())
    return len(before) + column - 1


def sarif():
    step("SARIF, read by sarif-tools and put into effect")
    log = DRAFTS / "out.sarif"
    run("check-jsonschema", "--schemafile", SCRATCH / "sarif.json", log)
    run("sarif", "csv", "--output", SCRATCH / "out.csv", log)
    rows = list(csv.DictReader((SCRATCH / "out.csv").open(encoding="utf-8")))
    assert any(row["Code"] == "modesty/perfect-outcome" and row["Line"] == "1" for row in rows), rows
    text = (DRAFTS / "草稿/通报 2.txt").read_text("utf-8")
    seen = 0
    for result in json.loads(log.read_text("utf-8"))["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        if unquote(place["artifactLocation"]["uri"]) != "草稿/通报 2.txt":
            continue
        region = place["region"]
        start = offset(text, region["startLine"], region["startColumn"], "points")
        end = offset(text, region["endLine"], region["endColumn"], "points")
        quoted = re.match("[“「](.+?)[”」]", result["message"]["text"])
        if quoted and result["ruleId"] == "modesty/perfect-outcome":
            assert text[start:end] == quoted[1], (text[start:end], quoted[1])
            seen += 1
    assert seen == 1, seen


def rdjson():
    step("rdjson, read and its suggestions put into the bytes of the file")
    for mark in ["", "\ufeff"]:
        path = write("草稿/通报 3.txt", mark + LINE + "\r\n" + LINE)
        out, _ = run("wenfeng", "check", "草稿/通报 3.txt", "--format", "rdjson", "--select", "form/repeated-marks")
        data = path.read_bytes()
        lines = data.splitlines(keepends=True)
        found = json.loads(out)["diagnostics"]
        assert len(found) == 2, found
        for one in reversed(found):
            (suggestion,) = one["suggestions"]
            start, end = suggestion["range"]["start"], suggestion["range"]["end"]
            assert start["line"] == end["line"]
            line = lines[start["line"] - 1]
            lines[start["line"] - 1] = line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :]
        by_hand = b"".join(lines)
        run("wenfeng", "check", "草稿/通报 3.txt", "--fix", "--select", "form/repeated-marks")
        assert by_hand == path.read_bytes(), "the suggestions are what --fix does"
        patch, _ = run("wenfeng", "check", "草稿/通报 2.txt", "--diff", "--select", "form/repeated-marks", expect=1)
        run("git", "apply", "--check", "-", input=patch.encode())


def gitlab():
    step("the script of the GitLab template, in a shell")
    template = yaml.safe_load((PROJECT / ".ci/gitlab/wenfeng.gitlab-ci.yml").read_text("utf-8"))["wenfeng"]
    env = {**template["variables"], "CI_PROJECT_DIR": str(DRAFTS), "WENFENG_PATHS": "草稿", "WENFENG_ARGS": "--fail-on never"}
    run("bash", "-eo", "pipefail", "-c", "\n".join(template["script"]), env=env)
    reports = template["artifacts"]["reports"]
    issues = json.loads((DRAFTS / reports["codequality"]).read_text("utf-8"))
    prints = [issue["fingerprint"] for issue in issues]
    assert issues and len(set(prints)) == len(prints)
    for issue in issues:
        assert issue["severity"] in ["info", "minor", "major", "critical", "blocker"]
        assert (DRAFTS / issue["location"]["path"]).is_file() and issue["location"]["positions"]["begin"]["line"] >= 1
    suites = ElementTree.parse(DRAFTS / reports["junit"]).getroot()
    assert suites.tag == "testsuites" and sum(int(s.get("failures")) for s in suites) == len(issues)


DRAFTS.mkdir()
hooks()
action()
sarif()
rdjson()
gitlab()
