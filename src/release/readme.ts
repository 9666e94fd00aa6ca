/** What a student reads first, in the course's two languages. */
export function studentReadme(): string {
  return `# nubelab

**Español** · [English](#english)

Un curso de integración de aplicaciones en la nube, en cuadernos de Jupyter. Necesitas Node 20.19 o más nuevo y Python 3.10 o más nuevo con venv.
Nada sale de tu portátil: AWS está simulado y no hace falta una cuenta.

\`\`\`
npm ci && npm start                                   # lo instala y abre el primer cuaderno
npx nubelab status                                    # qué te falta antes de entregar
npx nubelab run notebooks/02-sqs.ipynb --keep-going   # ejecuta un cuaderno entero, con sus comprobaciones
npx nubelab restore notebooks/02-sqs.ipynb x2-queue   # devuelve una celda a como vino
npx nubelab export                                    # la presentación: páginas y diapositivas con tus respuestas
npx nubelab doctor                                    # qué falta en el equipo y qué hacer
\`\`\`
Entregas el cuaderno (\`.ipynb\`) guardado. Al calificar se usan otros datos y más casos que en las comprobaciones del cuaderno.

**Llega una versión corregida a mitad de curso.** Descomprímela en otra carpeta y, dentro de ella:
\`\`\`
npm ci && npx nubelab bring ../carpeta-anterior       # copia tus respuestas; la carpeta anterior no cambia
\`\`\`

## English
A course on cloud application integration in Jupyter notebooks. You need Node 20.19 or newer and Python 3.10 or newer with venv. Nothing leaves your laptop: AWS is
simulated, and no account is needed. The notebooks in English are in \`notebooks/en\`.

\`\`\`
npm ci && npm start                                      # installs everything and opens the first notebook
npx nubelab status                                       # what is still open before you hand in
npx nubelab run notebooks/en/02-sqs.ipynb --keep-going   # runs a whole notebook with its checks
npx nubelab restore notebooks/en/02-sqs.ipynb x2-queue   # puts one cell back as it came
npx nubelab export --language en                         # the presentation: pages and slides with your answers
npx nubelab doctor                                       # what this machine lacks and what to do
\`\`\`
You hand in the saved notebook (\`.ipynb\`). Grading uses other data and more cases than the checks in the notebook.

**A corrected version arrives in mid-term.** Unzip it into another folder, and inside that:
\`\`\`
npm ci && npx nubelab bring ../earlier-folder            # copies your answers; the earlier folder does not change
\`\`\`
`;
}
