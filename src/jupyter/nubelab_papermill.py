"""Parameters of papermill in TypeScript. Loaded by papermill itself, as an engine of the course's environment (see papermill.ts).

papermill writes parameters in a dozen languages and not in this one, and its only way in for others is an engine.
"""

import json

from papermill.engines import NBClientEngine
from papermill.translators import Translator, papermill_translators


class TypeScriptTranslator(Translator):
    """Every value that papermill reads from its command line or from YAML is JSON, and JSON is TypeScript."""

    @classmethod
    def translate(cls, val):
        return json.dumps(val, ensure_ascii=False, default=str)

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"

    @classmethod
    def assign(cls, name, str_val):
        return f"const {name} = {str_val};"


papermill_translators.register("typescript", TypeScriptTranslator)


class CourseEngine(NBClientEngine):
    """papermill's usual engine; that it is loaded is what matters."""
