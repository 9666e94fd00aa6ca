type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Without the members that are undefined. */
export function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
