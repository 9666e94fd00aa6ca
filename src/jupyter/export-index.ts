/** The first page of an exported book: each unit with its page and its slides. */
import { Eta } from "eta";
import { type Language, say } from "../sim/language";

export interface BookEntry {
  /** File name without its extension. */
  name: string;
  title: string;
  /** How many slides; 0 when there are none. */
  slides: number;
  cells: number;
  /** Cells that failed. */
  failed: number;
}

const PAGE = `<!DOCTYPE html>
<html lang="<%= it.language %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.words.title %></title>
<style>
body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color: #1f2937; }
li { margin: 0.6rem 0; }
small { color: #4b5563; }
a { color: #1d4ed8; }
</style>
</head>
<body>
<h1><%= it.words.title %></h1>
<p><%= it.words.lead %></p>
<ol>
<% for (const entry of it.entries) { %>
<li><a href="<%= encodeURIComponent(entry.name) %>.html"><%= entry.name %> · <%= entry.title %></a>
<% if (entry.slides > 0) { %>· <a href="<%= encodeURIComponent(entry.name) %>.slides.html"><%= it.slidesOf(entry) %></a><% } %>
<br><small><%= it.cellsOf(entry) %></small></li>
<% } %>
</ol>
</body>
</html>
`;

/** The page as HTML; every text in it is escaped. */
export function bookIndex(entries: readonly BookEntry[], language: Language): string {
  const words = {
    title: say({ es: "nubelab: el curso, ejecutado", en: "nubelab: the course, executed" }),
    lead: say({
      es: "Cada página es un cuaderno con sus resultados. En las diapositivas, las flechas avanzan y Esc muestra todas.",
      en: "Each page is a notebook with its results. In the slides the arrows move on, and Esc shows them all.",
    }),
  };
  const slidesOf = ({ slides }: BookEntry) => say({ es: `${slides} diapositivas`, en: `${slides} slides` });
  const cellsOf = ({ cells, failed }: BookEntry) =>
    failed === 0
      ? say({ es: `${cells} celdas ejecutadas`, en: `${cells} cells executed` })
      : say({
          es: `${cells} celdas ejecutadas; ${failed} con error, que la página muestra`,
          en: `${cells} cells executed; ${failed} with an error, which the page shows`,
        });
  return new Eta({ autoEscape: true }).renderString(PAGE, { entries, language, words, slidesOf, cellsOf });
}
