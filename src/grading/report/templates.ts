/**
 * The reports' templates (eta). `<%= %>` escapes; nothing is ever written unescaped but the page's own parts. Pages load nothing, run
 * nothing and work without a mouse: sections fold with <details>.
 */

export const STYLE = `
:root { color-scheme: light dark; --ok: #0072b2; --bad: #d55e00; --line: #8884; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; border-bottom: 1px solid var(--line); margin-top: 2rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font-size: .875rem; }
table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; }
.grid th, .grid td { border-bottom: 1px solid var(--line); }
ul { padding-left: 1.2rem; } .findings { list-style: none; padding: 0; } .findings > li { margin: .5rem 0; }
.ok { color: var(--ok); } .bad { color: var(--bad); } .mark { font-weight: bold; }
.small { font-size: .875rem; } .tag { border: 1px solid var(--line); border-radius: .5rem; padding: 0 .4rem; font-size: .8rem; }
.number { white-space: nowrap; } summary { cursor: pointer; }
.answer { border-left: .25rem solid var(--line); padding-left: .75rem; }
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
<body>
<main>
<%~ it.body %>
</main>
<footer class="small"><p>nubelab <%= it.version %></p></footer>
</body>
</html>
`;

const FINDING = `<li><span class="mark <%= f.ok ? "ok" : "bad" %>" role="img" aria-label="<%= it.t(f.ok ? "holds" : "fails") %>"><%= f.ok ? "✓" : "✗" %></span> <%= f.claim %><% if (f.hidden) { %> <span class="tag"><%= it.t("hidden") %></span><% } %>
<% if (f.details.length > 0 || f.hint) { %><table>
<% for (const d of f.details) { %><tr><th scope="row"><%= it.t(d.label) %></th><td><pre><%= d.text %></pre></td></tr><% } %>
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
<% for (const q of item.questions) { const failed = q.findings.filter((f) => !f.ok); const held = q.findings.filter((f) => f.ok); %>
<h3 id="<%= q.check %>"><%= q.title %> <span class="small">(<%= q.check %>)</span></h3>
<p><strong class="<%= q.outcome === "passed" ? "ok" : "bad" %>"><%= q.earned %> / <%= q.points %></strong> · <%= it.t(q.outcome) %></p>
<% if (failed.length > 0) { %><ul class="findings"><% for (const f of failed) { %>${FINDING}<% } %></ul><% } %>
<% if (held.length > 0) { %><details><summary><%= it.t("held") %>: <%= held.length %> / <%= q.findings.length %></summary><ul class="findings"><% for (const f of held) { %>${FINDING}<% } %></ul></details><% } %>
<% if (q.notes.length > 0) { %><ul class="small"><% for (const n of q.notes) { %><li><%= n %></li><% } %></ul><% } %>
<% if (q.output) { %><details class="small"><summary><%= it.t("printed") %></summary><pre><%= q.output %></pre></details><% } %>
<% } %>
<% } %>
`;

const NOTES = `<% if (it.view.notes.length > 0) { %><h2><%= it.t("notes") %></h2><ul><% for (const n of it.view.notes) { %><li><%= n %></li><% } %></ul><% } %>`;

export const STUDENT = `
<h1><%= it.view.student %> · <%= it.unitTitle || it.view.file %></h1>
<% if (it.scored) { %><p><strong><%= it.view.points %> / <%= it.view.possible %> <%= it.t("points") %></strong></p><% } %>
<% if (it.view.reason) { %><p><%= it.view.reason %></p><% } %>
<% if (it.hasHidden) { %><p class="small"><%= it.t("hiddenNote") %></p><% } %>
${OVERVIEW}${QUESTIONS}
<% if (it.view.open.length > 0) { %><h2><%= it.t("open") %></h2>
<% for (const o of it.view.open) { %>
<h3><%= o.item %> <span class="small">(<%= o.cell %>)</span></h3>
<% if (o.blank) { %><p><%= it.t("blank") %></p><% } else { %><p><%= it.t("awaiting") %> (<%= o.possible %> <%= it.t("points") %>)</p><pre class="answer"><%= o.text %></pre><% } %>
<% } %><% } %>
${NOTES}
`;

export const TEACHER = `
<p><a href="../index.html">← <%= it.t("back") %></a> · <a href="../students/<%= it.page %>"><%= it.t("studentPage") %></a></p>
<h1><%= it.view.student %> · <%= it.unitTitle || it.view.file %></h1>
<p><strong><%= it.t(it.view.status) %></strong><% if (it.scored) { %> · <%= it.view.points %> / <%= it.view.possible %> <%= it.t("points") %><% } %></p>
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
<% if (o.blank) { %><p><%= it.t("blank") %></p><% } else { %><pre class="answer"><%= o.text %></pre><% } %>
<details><summary><%= it.t("scheme") %></summary><pre class="answer"><%= o.scheme %></pre></details>
<% } %><% } %>
${NOTES}
`;

export const INDEX = `
<h1><%= it.t("grades") %></h1>
<p><% for (const s of it.statuses) { %><%= it.t(s.status) %>: <strong><%= s.count %></strong> · <% } %><%= (it.durationMs / 1000).toFixed(1) %> s</p>
<h2><%= it.t("submissions") %></h2>
<table class="grid">
<thead><tr><th scope="col"><%= it.t("student") %></th><th scope="col"><%= it.t("unit") %></th><th scope="col"><%= it.t("status") %></th><th scope="col"><%= it.t("points") %></th><th scope="col"><%= it.t("reason") %></th></tr></thead>
<tbody>
<% for (const r of it.rows) { %><tr><td><a href="teacher/<%= r.page %>"><%= r.student %></a></td><td><%= r.unit || r.file %></td><td><%= it.t(r.status) %></td><td class="number"><%= r.score %></td><td><%= r.reason %></td></tr>
<% } %></tbody></table>
<% if (it.checks.length > 0) { %><h2><%= it.t("check") %></h2>
<table class="grid"><thead><tr><th scope="col"><%= it.t("unit") %></th><th scope="col"><%= it.t("check") %></th><th scope="col"><%= it.t("mean") %></th></tr></thead><tbody>
<% for (const c of it.checks) { %><tr><td><%= c.unit %></td><td><%= c.check %> · <%= c.title %></td><td class="number"><%= c.mean %> / <%= c.points %></td></tr>
<% } %></tbody></table><% } %>
<h2><%= it.t("sandbox") %>: <%= it.sandbox.level %></h2>
<% if (it.sandbox.trusted) { %><p class="bad"><strong><%= it.t("trusted") %></strong></p><% } %>
<table class="grid"><tbody>
<% for (const l of it.layers) { %><tr><th scope="row"><%= l.name %></th><td><%= l.what %></td><td class="<%= l.held ? "ok" : "bad" %>"><%= it.t(l.held ? "stood" : "missing") %></td><td class="small"><%= l.how %></td></tr>
<% } %></tbody></table>
<% if (it.ignored.length > 0) { %><h2><%= it.t("ignored") %></h2><ul><% for (const f of it.ignored) { %><li><%= f %></li><% } %></ul><% } %>
`;
