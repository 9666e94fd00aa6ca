"""The conformance suite of the Jupyter project, for the course kernel. Run by protocol.test.ts."""

import unittest

import jupyter_kernel_test


class CourseKernel(jupyter_kernel_test.KernelTests):
    @classmethod
    def setUpClass(cls):
        """The suite waits 15 s for an answer; a busy machine may take longer to load TypeScript."""
        super().setUpClass()
        cls.kc.execute_interactive("1", timeout=170)

    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    code_generate_error = "throw new Error('no')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "[1, 2, 3].map((n) => n * 2)", "result": "[ 2, 4, 6 ]"},
    ]
    code_display_data = [
        {
            "code": "(globalThis as any)[Symbol.for('Jupyter.kernel')].display({ 'image/svg+xml': '<svg/>' })",
            "mime": "image/svg+xml",
        }
    ]
    code_clear_output = "(globalThis as any)[Symbol.for('Jupyter.kernel')].clearOutput()"
    code_inspect_sample = "console"
    completion_samples = [
        {"text": "Math.ma", "matches": {"max"}},
        {"text": "[1, 2].ma", "matches": {"map", "flatMap"}},
    ]
    complete_code_samples = ["1 + 1", "const a = 1", "function f() {\n  return 1;\n}"]
    incomplete_code_samples = ["function f() {", "const a = ["]
    invalid_code_samples = ["const const", "let 1a = 2"]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")


class CourseKernelWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "tslab"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
