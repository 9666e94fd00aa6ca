/**
 * The reports' templates (eta). `<%= %>` escapes; nothing is ever written unescaped but the page's own parts. Pages load nothing, run
 * nothing and work without a mouse: sections fold with <details>.
 */

export const STYLE = `
:root { color-scheme: light dark; --ok: #0072b2; --bad: #b84a00; --line: #8886; --focus: #d55e00; }
@media (prefers-color-scheme: dark) { :root { --ok: #6cb8ea; --bad: #ff9a4d; --focus: #f0e442; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
body.wide { max-width: 84rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; border-bottom: 1px solid var(--line); margin-top: 2rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
a { color: var(--ok); } a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: .5rem; padding: .25rem .75rem; background: Canvas; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font-size: .875rem; }
table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; overflow-wrap: break-word; }
.grid th, .grid td { border-bottom: 1px solid var(--line); }
ul { padding-left: 1.2rem; } .findings { list-style: none; padding: 0; } .findings > li { margin: .5rem 0; }
.ok { color: var(--ok); } .bad { color: var(--bad); } .mark { font-weight: bold; }
.small { font-size: .875rem; } .tag { border: 1px solid var(--line); border-radius: .5rem; padding: 0 .4rem; font-size: .8rem; }
.number { white-space: nowrap; font-variant-numeric: tabular-nums; } summary { cursor: pointer; }
.answer { border-left: .25rem solid var(--line); padding-left: .75rem; }
.beside { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.5rem; align-items: start; }
.beside > aside { position: sticky; top: 1rem; max-height: 90vh; overflow: auto; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
mark { background: #ffe9a8; color: #000; }
figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; background: #fff; }
@media (max-width: 50rem) { .beside, .pair { grid-template-columns: minmax(0, 1fr); } .beside > aside { position: static; max-height: none; order: -1; } th, td { overflow-wrap: anywhere; } }
`;

export const PAGE = `<!doctype html>
<html lang="<%= it.language %>">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '<%= it.styleHash %>'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<style><%~ it.style %></style>
</head>
<body<% if (it.wide) { %> class="wide"<% } %>>
<a class="skip" href="#main"><%= it.skip %></a>
<main id="main" tabindex="-1">
<%~ it.body %>
</main>
<footer class="small"><p>nubelab <%= it.version %></p></footer>
</body>
</html>
`;

const FINDING = `<li><span class="mark <%= f.ok ? "ok" : "bad" %>" role="img" aria-label="<%= it.t(f.ok ? "holds" : "fails") %>"><%= f.ok ? "✓" : "✗" %></span> <%= f.claim %><% if (f.isReserved) { %> <span class="tag"><%= it.t("hidden") %></span><% } %>
<% const details = f.details || []; if (details.length > 0 || f.hint) { %><table>
<% for (const d of details) { %><tr><th scope="row"><%= it.t(d.label) %></th><td><pre><%= d.text %></pre></td></tr><% } %>
<% if (f.hint) { %><tr><th scope="row"><%= it.t("hint") %></th><td><%= f.hint %></td></tr><% } %>
</table><% } %></li>`;

const OVERVIEW = `
<% if (it.view.items.length > 0) { %><table class="grid"><tbody>
<% for (const item of it.view.items) { for (const q of item.questions) { %><tr><td><%= item.item %></td><td><a href="#<%= q.check %>"><%= q.title %></a></td><td class="number"><%= q.earned %> / <%= q.points %></td><td class="<%= q.outcome === "passed" ? "ok" : "bad" %>"><%= it.t(q.outcome) %></td></tr>
<% } } %></tbody></table><% } %>
`;

/** What failed comes first and open; what holds is folded away. */
const QUESTIONS = `
<% for (const item of it.view.items) { %>
<h2><%= item.item %> · <%= item.earned %> / <%= item.points %> <%= it.t("points") %></h2>
<% for (const q of item.questions) { const all = [...q.cases, ...q.reserved.map((f) => ({ ...f, isReserved: true }))]; const failed = all.filter((f) => !f.ok); const held = all.filter((f) => f.ok); %>
<h3 id="<%= q.check %>"><%= q.title %> <span class="small">(<%= q.check %>)</span></h3>
<p><strong class="<%= q.outcome === "passed" ? "ok" : "bad" %>"><%= q.earned %> / <%= q.points %></strong> · <%= it.t(q.outcome) %></p>
<% if (failed.length > 0) { %><ul class="findings"><% for (const f of failed) { %>${FINDING}<% } %></ul><% } %>
<% if (held.length > 0) { %><details><summary><%= it.t("held") %>: <%= held.length %> / <%= all.length %></summary><ul class="findings"><% for (const f of held) { %>${FINDING}<% } %></ul></details><% } %>
<% if (q.notes.length > 0) { %><ul class="small"><% for (const n of q.notes) { %><li><%= n %></li><% } %></ul><% } %>
<% if (q.output) { %><details class="small"><summary><%= it.t("printed") %></summary><pre><%= q.output %></pre></details><% } %>
<% } %>
<% } %>
`;

const NOTES = `<% if (it.view.notes.length > 0) { %><h2><%= it.t("notes") %></h2><ul><% for (const n of it.view.notes) { %><li><%= n %></li><% } %></ul><% } %>`;

/** One answer in words, with its mark. */
const OPEN = `<% if (o.blank) { %><p><%= it.t("blank") %></p><% } else { %><pre class="answer"><%= o.text %></pre><% } %>
<% if (o.mark !== null) { %><p><strong><%= o.mark %> / <%= o.possible %></strong></p><% } else if (!o.blank) { %><p><%= it.t("awaiting") %> (<%= o.possible %> <%= it.t("points") %>)</p><% } %>
<% if (o.comment) { %><p><%= it.t("comment") %>: <%= o.comment %></p><% } %>`;

/** How the points of a person come about; only what changes them is named. */
const TOTAL = `<p><strong><%= t.total %> / <%= t.possible %> <%= it.t("points") %></strong><% if (t.latePercent > 0) { %> · <%= it.t("before") %>: <%= t.beforeLate %> · <%= it.t("late") %>: −<%= t.latePercent %> % (<%= t.lateDays %> <%= it.t("days") %>)<% } %><% if (t.bonus !== 0) { %> · <%= it.t("bonus") %>: <%= t.bonus %><% } %><% if (t.awaiting > 0) { %> · <%= it.t("stillWaiting") %>: <%= t.awaiting %><% } %></p>`;

export const STUDENT = `
<h1><%= it.view.student %> · <%= it.unitTitle || it.view.file %></h1>
<% if (it.scored) { const t = it.view.total; %>${TOTAL}<% } %>
<% if (it.view.reason) { %><p><%= it.view.reason %></p><% } %>
<% if (it.hasReserved) { %><p class="small"><%= it.t("hiddenNote") %></p><% } %>
${OVERVIEW}${QUESTIONS}
<% if (it.view.open.length > 0) { %><h2><%= it.t("open") %></h2>
<% for (const o of it.view.open) { %>
<h3><%= o.item %> <span class="small">(<%= o.cell %>)</span></h3>
${OPEN}
<% } %><% } %>
${NOTES}
`;

export const TEACHER = `
<nav class="small"><a href="../index.html">← <%= it.t("back") %></a><% for (const p of it.pages) { %> · <a href="../students/<%= p.page %>"><%= it.t("studentPage") %>: <%= p.student %></a><% } %></nav>
<h1><%= it.view.student %> · <%= it.unitTitle || it.view.file %></h1>
<p><strong><%= it.t(it.view.status) %></strong></p>
<% if (it.scored) { for (const t of it.view.totals) { %><% if (it.view.totals.length > 1) { %><p class="small"><%= t.student %></p><% } %>${TOTAL}<% } } %>
<% if (it.view.reason) { %><p><%= it.view.reason %></p><% } %>
<table class="small">
<tr><th scope="row"><%= it.t("file") %></th><td><%= it.view.file %></td></tr>
<tr><th scope="row"><%= it.t("sandbox") %></th><td><%= it.view.level %><% if (it.view.trusted) { %> · <%= it.t("trusted") %><% } %></td></tr>
<tr><th scope="row">SHA-256</th><td><%= it.view.hash %></td></tr>
<tr><th scope="row"><%= it.t("seed") %></th><td><code><%= it.view.seed %></code> · <%= it.t("appeal") %> <code><%= it.view.seed %></code></td></tr>
</table>
${OVERVIEW}${QUESTIONS}
<% if (it.view.open.length > 0) { %><h2><%= it.t("open") %></h2>
<% for (const o of it.view.open) { %>
<h3><%= o.item %> <span class="small">(<%= o.cell %>, <%= o.possible %> <%= it.t("points") %>)</span></h3>
${OPEN}
<details><summary><%= it.t("scheme") %></summary><pre class="answer"><%= o.scheme %></pre></details>
<% } %><% } %>
${NOTES}
`;

/** Answer by answer, all students' in a row; the marking scheme stays beside them. */
export const MARKS = `
<h1><%= it.t("toMark") %></h1>
<% if (it.sections.length === 0) { %><p><%= it.t("nothingToMark") %></p><% } else { %>
<p><%= it.t("howToMark") %></p>
<nav aria-label="<%= it.t("toMark") %>"><ul><% for (const s of it.sections) { %><li><a href="#<%= s.id %>"><%= s.unit %> · <%= s.item %> (<%= s.cell %>)</a>: <%= s.marked %> <%= it.t("of") %> <%= s.answers.length %> <%= it.t("marked") %></li><% } %></ul></nav>
<% for (const s of it.sections) { %>
<section aria-labelledby="<%= s.id %>">
<h2 id="<%= s.id %>"><%= s.unit %> · <%= s.item %> (<%= s.cell %>) · <%= s.possible %> <%= it.t("points") %></h2>
<div class="beside"><div>
<% for (const a of s.answers) { %><h3><%= a.student %></h3>
<pre class="answer"><%= a.text %></pre>
<p class="small"><% if (a.mark === null) { %><%= it.t("unmarked") %><% } else { %><%= it.t("mark") %>: <strong><%= a.mark %> / <%= s.possible %></strong><% } %><% if (a.comment) { %> · <%= it.t("comment") %>: <%= a.comment %><% } %><% if (a.hasChanged) { %> · <span class="bad"><%= it.t("changed") %></span><% } %></p>
<% } %></div>
<aside aria-label="<%= it.t("scheme") %>" tabindex="0"><h3><%= it.t("scheme") %></h3><pre class="answer"><%= s.scheme %></pre></aside>
</div></section>
<% } } %>
`;

/** The class. What a chart shows stands beside it in words. */
export const CLASS = `
<h1><%= it.t("grades") %></h1>
<p><% for (const s of it.statuses) { %><%= it.t(s.status) %>: <strong><%= s.count %></strong> · <% } %><%= (it.durationMs / 1000).toFixed(1) %> s</p>
<nav aria-label="<%= it.t("contents") %>"><ul><% for (const u of it.units) { %><li><a href="#<%= u.unit %>"><%= u.title %></a></li><% } %><li><a href="#submissions"><%= it.t("submissions") %></a></li><li><a href="../marks.html"><%= it.t("toMark") %></a><% if (it.awaiting > 0) { %>: <%= it.awaiting %><% } %></li><li><a href="#sandbox"><%= it.t("sandbox") %></a></li></ul></nav>
<% for (const u of it.units) { %>
<section aria-labelledby="<%= u.unit %>">
<h2 id="<%= u.unit %>"><%= u.title %></h2>
<% for (const c of u.charts) { %><figure><%~ c.svg %><figcaption><%= c.sentence %></figcaption></figure><% } %>
<% if (u.checks.length > 0) { %><details><summary><%= it.t("checks") %></summary>
<table class="grid"><thead><tr><th scope="col"><%= it.t("check") %></th><th scope="col"><%= it.t("mean") %></th></tr></thead><tbody>
<% for (const c of u.checks) { %><tr><td><%= c.check %> · <%= c.title %></td><td class="number"><%= c.mean.toFixed(2) %> / <%= c.points %></td></tr>
<% } %></tbody></table></details><% } %>
<h3><%= it.t("failures") %></h3>
<% if (u.failures.length === 0) { %><p><%= it.t("noFailures") %></p><% } else { %>
<table class="grid"><thead><tr><th scope="col"><%= it.t("how") %></th><th scope="col"><%= it.t("claim") %></th><th scope="col"><%= it.t("who") %></th></tr></thead><tbody>
<% for (const f of u.failures) { %><tr><td class="number"><%= f.students.length %> (<%= f.percent %> %)</td><td><%= f.where %>: <%= f.claim %><% if (f.isReserved) { %> <span class="tag"><%= it.t("hidden") %></span><% } %></td><td><details><summary><%= it.t("names") %></summary><ul><% for (const s of f.students) { %><li><a href="teacher/<%= s.page %>"><%= s.student %></a></li><% } %></ul></details></td></tr>
<% } %></tbody></table><% } %>
<h3><%= it.t("alike") %></h3>
<p class="small"><%= it.t("alikeNote") %></p>
<% if (u.alike.length === 0) { %><p><%= it.t("noneAlike") %></p><% } else { %><ul>
<% for (const g of u.alike) { %><li><%= g.students.join(", ") %>: <% for (const [i, p] of g.pairs.entries()) { %><% if (i > 0) { %> · <% } %><a href="alike.html#<%= p.id %>"><%= p.a %> – <%= p.b %> (<%= p.percent %> %)</a><% } %></li>
<% } %></ul><% } %>
</section>
<% } %>
<h2 id="submissions"><%= it.t("submissions") %></h2>
<table class="grid">
<thead><tr><th scope="col"><%= it.t("student") %></th><th scope="col"><%= it.t("unit") %></th><th scope="col"><%= it.t("status") %></th><th scope="col"><%= it.t("total") %></th><th scope="col"><%= it.t("reason") %></th></tr></thead>
<tbody>
<% for (const r of it.rows) { %><tr><td><a href="teacher/<%= r.page %>"><%= r.student %></a></td><td><%= r.unit || r.file %></td><td><%= it.t(r.status) %></td><td class="number"><%= r.score %></td><td><%= r.reason %></td></tr>
<% } %></tbody></table>
<% if (it.missing.length > 0) { %><h2><%= it.t("absent") %></h2><ul><% for (const s of it.missing) { %><li><%= s %></li><% } %></ul><% } %>
<h2 id="sandbox"><%= it.t("sandbox") %>: <%= it.sandbox.level %></h2>
<% if (it.sandbox.trusted) { %><p class="bad"><strong><%= it.t("trusted") %></strong></p><% } %>
<table class="grid"><tbody>
<% for (const l of it.layers) { %><tr><th scope="row"><%= l.name %></th><td><%= l.what %></td><td class="<%= l.held ? "ok" : "bad" %>"><%= it.t(l.held ? "stood" : "missing") %></td><td class="small"><%= l.how %></td></tr>
<% } %></tbody></table>
<% if (it.ignored.length > 0) { %><h2><%= it.t("ignored") %></h2><ul><% for (const f of it.ignored) { %><li><%= f %></li><% } %></ul><% } %>
`;

/** Submissions that are nearly the same, two by two; what both have is marked. */
export const ALIKE = `
<p class="small"><a href="index.html">← <%= it.t("back") %></a></p>
<h1><%= it.t("alike") %></h1>
<p><%= it.t("alikeNote") %></p>
<p class="small"><%= it.t("alikeHow") %></p>
<% if (it.pairs.length === 0) { %><p><%= it.t("noneAlike") %></p><% } %>
<% for (const p of it.pairs) { %>
<section aria-labelledby="<%= p.id %>">
<h2 id="<%= p.id %>"><%= p.unit %> · <%= p.a %> – <%= p.b %> · <%= p.percent %> %</h2>
<% for (const c of p.cells) { %><details<% if (c.isShared) { %> open<% } %>><summary><%= c.cell %></summary>
<div class="pair"><% for (const side of c.sides) { %><div><h3><%= side.student %></h3><pre class="answer"><% for (const l of side.lines) { %><% if (l.isShared) { %><mark><%= l.text %></mark><% } else { %><%= l.text %><% } %><%= "\\n" %><% } %></pre></div><% } %></div></details>
<% } %></section>
<% } %>
<% if (it.more > 0) { %><p><%= it.t("morePairs") %>: <%= it.more %></p><% } %>
`;
