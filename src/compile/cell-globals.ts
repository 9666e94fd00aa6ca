/** What a cell finds in the global scope beside Node's own, as declarations. The kernel provides the values (../jupyter/input.ts). */

/** Where the declarations seem to lie, in the notebook's folder. */
export const GLOBALS_FILE = "__globals__.d.ts";

export const GLOBALS = `/**
 * Asks the person at the notebook and waits for what they type.
 * \`const name = await input("Name? ");\`
 * @param prompt what is shown beside the field
 * @param options password: true hides what is typed
 * @throws StdinNotImplementedError when a program runs the notebook: nobody could answer
 */
declare function input(prompt?: string, options?: { password?: boolean }): Promise<string>;
`;
