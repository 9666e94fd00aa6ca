"""Turns executed notebooks into pages and slides that need no network.

Called by export.ts as: python export_notebooks.py TEMPLATES, with a JSON list on standard input:
[{"source": executed .ipynb, "book": .html, "slides": .html, "back": text of the link to the index,
"language": of the pages, for what reads them aloud}]
Prints a JSON list, in that order: {"slides": how many slides, 0 when no file was written}.
"""

import base64
import html
import json
import sys
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter, SlidesExporter
from nbconvert.preprocessors import TagRemovePreprocessor

STYLE = """<style>
.nubelab-figure { margin: 0.5em 0; }
.nubelab-figure img { max-width: 100%; height: auto; }
.nubelab-figure figcaption { font-size: 0.85em; max-width: 60em; white-space: pre-line; }
.nubelab-figure pre.mermaid { background: none; border: 0; }
.reveal .nubelab-figure pre.mermaid { box-shadow: none; margin: 0; }
.reveal .nubelab-figure pre.mermaid svg { max-height: 480px; }
.nubelab-nav { padding: 1em; font-family: system-ui, sans-serif; }
body .reveal :is(h1, h2, h3) { text-transform: none; }
.reveal section { text-align: left; font-size: 0.75em; overflow-y: auto; max-height: 100%; }
.reveal .nubelab-figure img { width: 75%; max-height: 560px; object-fit: contain; object-position: left; }
</style>"""


def text_of(value):
    return "".join(value) if isinstance(value, list) else value


def figure(body, caption):
    return f'<figure class="nubelab-figure">{body}<figcaption>{html.escape(caption)}</figcaption></figure>'


def as_figure(data):
    """A chart or a diagram as HTML with its text below; None for other outputs."""
    caption = text_of(data.get("text/plain", ""))
    if "text/vnd.mermaid" in data:
        return figure(f'<pre class="mermaid">{html.escape(text_of(data["text/vnd.mermaid"]))}</pre>', caption)
    if "image/svg+xml" in data:
        # an image of its own: two charts in one page would share the ids inside their SVG
        encoded = base64.b64encode(text_of(data["image/svg+xml"]).encode()).decode()
        title = html.escape(caption.split("\n")[0], quote=True)
        return figure(f'<img alt="{title}" src="data:image/svg+xml;base64,{encoded}">', caption)
    return None


def with_figures(notebook):
    """Charts and diagrams become figures. Returns the positions of the cells that show one, and whether any is a diagram."""
    shown, diagrams = set(), False
    for position, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            made = as_figure(output.get("data", {}))
            if made is None:
                continue
            diagrams = diagrams or "text/vnd.mermaid" in output.data
            output.data = nbformat.from_dict({"text/html": made})
            shown.add(position)
    return shown, diagrams


def choose_slides(notebook, shown):
    """The presentation: what is marked as a slide, the figures of the theory, and the answers written to it."""
    count = 0
    for position, cell in enumerate(notebook.cells):
        slide = cell.metadata.get("slideshow", {}).get("slide_type")
        own = cell.metadata.get("nubelab", {})
        is_theory = str(own.get("item", "")).startswith("T")
        is_answer = own.get("kind") == "open" and cell.source.strip() != ""
        if slide is None and is_theory and (is_answer or position in shown):
            slide = "subslide"
        if cell.cell_type == "code":
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "nubelab-no-input"]
        cell.metadata["slideshow"] = {"slide_type": slide or "skip"}
        count += slide in ("slide", "subslide")
    return count


def resources_for(job, diagrams):
    return {"nubelab": {"style": STYLE, "back": job["back"], "diagrams": diagrams}}


def write(exporter, notebook, job, file, diagrams):
    body, _ = exporter.from_notebook_node(notebook, resources=resources_for(job, diagrams))
    Path(file).write_text(body, encoding="utf-8")


def main(templates):
    common = {"extra_template_basedirs": [templates], "mathjax_url": "", "require_js_url": "", "jquery_url": ""}
    book = HTMLExporter(template_name="nubelab-book", **common)
    slides = SlidesExporter(
        template_name="nubelab-slides", reveal_url_prefix="assets/reveal.js", reveal_theme="white", exclude_output_prompt=True, **common
    )
    slides.register_preprocessor(TagRemovePreprocessor(remove_input_tags={"nubelab-no-input"}), enabled=True)
    made = []
    for job in json.load(sys.stdin):
        notebook = nbformat.read(job["source"], as_version=4)
        shown, diagrams = with_figures(notebook)
        book.language_code = slides.language_code = job["language"]
        write(book, notebook, job, job["book"], diagrams)
        count = choose_slides(notebook, shown)
        if count > 0:
            write(slides, notebook, job, job["slides"], diagrams)
        made.append({"slides": count})
    print(json.dumps(made))


if __name__ == "__main__":
    main(*sys.argv[1:])
