/** The course kernel and what surrounds it: its Python environment, JupyterLab, running a notebook without a window. */
export { isSetUp, setUp } from "./environment";
export { type ExportOptions, type ExportResult, exportNotebooks } from "./export";
export { KERNEL_NAME, writeKernelspec } from "./kernelspec";
export { FIRST_NOTEBOOK, startLab } from "./lab";
export { jupyterEnvironment, NOTEBOOKS, VENV, venvProgram } from "./places";
export { findPython, MissingPythonError } from "./python";
export { type CellFailure, type RunOptions, type RunResult, runNotebook } from "./run";
