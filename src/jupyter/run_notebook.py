"""Executes one notebook with the course kernel and tells its progress on standard output, one JSON object a line.

Called by run.ts as: python run_notebook.py SOURCE OUT FOLDER SECONDS STOP
SOURCE is read, OUT written, FOLDER is where the kernel runs, SECONDS the limit for a cell, STOP "1" to end at the first failure.
"""

import json
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.sign import NotebookNotary


def tell(**event):
    print(json.dumps(event), flush=True)


def failure(cell):
    """The last error output of a cell, or None."""
    errors = [o for o in cell.get("outputs", []) if o.output_type == "error"]
    return errors[-1] if errors else None


def main(source, out, folder, seconds, stop):
    notebook = nbformat.read(source, as_version=4)
    code_cells = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
    tell(event="start", cells=len(code_cells))

    def executed(cell, cell_index, **_):
        error = failure(cell)
        told = error and {"ename": error.ename, "evalue": error.evalue, "traceback": list(error.traceback)}
        tell(event="cell", index=cell_index, id=cell.get("id"), number=cell.get("execution_count"), error=told)

    client = NotebookClient(
        notebook,
        timeout=float(seconds),
        kernel_name="tslab",
        resources={"metadata": {"path": folder}},
        allow_errors=stop != "1",
        on_cell_executed=executed,
    )
    broken = None
    try:
        client.execute()
    except CellExecutionError:
        pass  # told by `executed`
    except (CellTimeoutError, DeadKernelError) as error:
        broken = str(error).strip()
    nbformat.write(notebook, out)
    NotebookNotary().sign(notebook)
    tell(event="end", broken=broken)


main(*sys.argv[1:])
