"""Steps of nbgrader that the course replaces, since stock ones know Python only or give points for silence.

Written for nbgrader 0.9.6. A step keeps the name of the one it stands in for, so that its settings are read as before.
"""

import json
import re
from pathlib import Path

from nbformat.v4 import new_code_cell, new_output
from nbgrader import preprocessors as stock
from nbgrader.utils import is_grade, is_solution

PLAN = json.loads((Path(__file__).parent / "plan.json").read_text("utf-8"))
BEGIN = re.compile(r"^(\s*)(?:// ?)?BEGIN SOLUTION\s*$")
END = re.compile(r"^\s*(?:// ?)?END SOLUTION\s*$")
STUB = re.compile(r"^\s*(?:// ?)?STUB:(?: (.*))?$")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def same_text(source):
    """A source without what editors change: trailing blanks and blank lines."""
    return [line.rstrip() for line in source.split("\n") if line.strip()]


class ClearSolutions(stock.ClearSolutions):
    """Puts the stub that stands in `STUB:` lines after BEGIN SOLUTION in the place of the solution."""

    def preprocess(self, nb, resources):
        self.code_stub = {**self.code_stub, "typescript": ""}  # the language is known; each solution has a stub of its own
        return super().preprocess(nb, resources)

    def _replace_solution_region(self, cell, language):
        lines, indent, replaced = [], None, False
        for line in cell.source.split("\n"):
            begin, stub = BEGIN.match(line), STUB.match(line)
            if begin:
                if indent is not None:
                    raise RuntimeError(f"{grade_id(cell)}: BEGIN SOLUTION inside a solution")
                indent, replaced = begin[1], True
            elif END.match(line):
                indent = None
            elif indent is None:
                lines.append(line)
            elif stub:
                lines.append((indent + (stub[1] or "")).rstrip())
        if indent is not None:
            raise RuntimeError(f"{grade_id(cell)}: BEGIN SOLUTION without END SOLUTION")
        if is_solution(cell) and not replaced:
            raise RuntimeError(f"{grade_id(cell)}: BEGIN SOLUTION ... END SOLUTION is missing")
        cell.source = "\n".join(lines)
        return replaced


class DeduplicateIds(stock.DeduplicateIds):
    """A copied cell becomes one of the student's own; stock nbgrader leaves metadata that stop the whole batch."""

    def preprocess_cell(self, cell, resources, cell_index):
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.metadata.get("nbgrader") == {}:
            del cell.metadata["nbgrader"]
        return cell, resources


class OverwriteCells(stock.OverwriteCells):
    """A check cell that was deleted comes back as it was; stock nbgrader adds a comment in Python."""

    def missing_cell_transform(self, source_cell, max_score, is_solution=False, is_task=False):
        cell = super().missing_cell_transform(source_cell, max_score, is_solution, is_task)
        if cell.cell_type == "code":
            cell.source = source_cell.source
        return cell


class Execute(stock.Execute):
    """Points only for a check that ran to its end and gave a number; an earlier answer that is missing is lent.

    nbgrader gives full points to a cell without outputs, and none to one with a warning on stderr.
    """

    def preprocess(self, nb, resources, km=None):
        self.checks = PLAN.get(resources.get("nbgrader", {}).get("notebook"), {})
        self.answers = {grade_id(cell): cell for cell in nb.cells if is_solution(cell)}
        for cell in nb.cells:
            cell.metadata.pop("tags", None)  # "skip-execution" would be silence
        return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell, resources, index):
        check = self.checks.get(grade_id(cell)) if is_grade(cell) and cell.cell_type == "code" else None
        if check is None:
            return super().preprocess_cell(cell, resources, index)
        if all(self.is_blank(answer) for answer in answers_of(check, check["own"])):
            cell.outputs = [failure("NoAnswer", "there is no answer yet")]
            return cell, resources
        lent = [
            answer["id"]
            for answer in answers_of(check)
            if answer["id"] not in check["own"] and (self.is_blank(answer) or self.has_failed(answer["id"]))
        ]
        if lent:
            self.play(check["program"], index, lent)
        cell, resources = super().preprocess_cell(cell, resources, index)
        if lent:
            self.play(check["program"], index, [])
        cell.outputs = judged(cell)
        return cell, resources

    def is_blank(self, answer):
        cell = self.answers.get(answer["id"])
        if cell is None or not COMMENT.sub("", cell.source).strip():
            return True
        return same_text(cell.source) == same_text(answer["stub"])

    def has_failed(self, answer):
        cell = self.answers.get(answer)
        return cell is None or any(output.output_type == "error" for output in cell.outputs)

    def play(self, program, index, lent):
        """Runs a check's program beside the notebook: the reference where it is lent, else what is in the notebook."""
        cell = self.nb.cells[index]
        for part in program:
            answer = self.answers.get(part["id"])
            mine = part["source"] if part["kind"] == "given" else answer.source if answer else ""
            source = part["source"] if part["id"] in lent else mine
            self.execute_cell(new_code_cell(source), index, store_history=False)
        self.nb.cells[index] = cell  # nbclient has put what it ran in its place


def answers_of(check, ids=None):
    return [part for part in check["program"] if part["kind"] == "answer" and (ids is None or part["id"] in ids)]


def failure(name, text):
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def judged(cell):
    """The outputs by which nbgrader shall grade: an error, or one number and what was printed."""
    errors = [output for output in cell.outputs if output.output_type == "error"]
    results = [output for output in cell.outputs if output.output_type == "execute_result"]
    others = [output for output in cell.outputs if output.output_type in ("stream", "display_data")]
    for output in others:
        if output.output_type == "stream":
            output.name = "stdout"  # a warning is no failure
    if errors:
        return others + errors
    points = as_points(results[0]) if len(results) == 1 else None
    if points is None or not 0 <= points <= float(cell.metadata.nbgrader.points):
        return others + [failure("NoScore", "the check did not end with its points")]
    return others + results


def as_points(result):
    try:
        return float(result.data.get("text/plain", ""))
    except ValueError:
        return None


REPLACEMENTS = {step.__name__: step for step in (ClearSolutions, DeduplicateIds, OverwriteCells, Execute)}
