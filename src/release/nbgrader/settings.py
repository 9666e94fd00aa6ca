"""How nbgrader finds the course's kernel and reads its cells. Written anew by `nubelab release --nbgrader`."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))
jupyter_path = [str(HERE / "jupyter"), *filter(None, os.environ.get("JUPYTER_PATH", "").split(os.pathsep))]
os.environ["JUPYTER_PATH"] = os.pathsep.join(dict.fromkeys(jupyter_path))

from nbgrader.converters import Autograde, GenerateAssignment  # noqa: E402
from nubelab_nbgrader import REPLACEMENTS  # noqa: E402

c = get_config()  # noqa: F821


def replaced(steps):
    """nbgrader's own steps in their order, with the course's in the places of those that they stand in for."""
    return [REPLACEMENTS.get(step.__name__, step) for step in steps]


c.GenerateAssignment.preprocessors = replaced(GenerateAssignment.preprocessors.default())
c.Autograde.sanitize_preprocessors = replaced(Autograde.sanitize_preprocessors.default())
c.Autograde.autograde_preprocessors = replaced(Autograde.autograde_preprocessors.default())
c.OverwriteCells.add_missing_cells = True
