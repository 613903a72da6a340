import type { ComponentType } from "preact";
import type { Key } from "../i18n/text.ts";
import { NotesRoute } from "../routes/notes/notes.tsx";

/** A part of the page with an address of its own. */
export interface Route {
  readonly id: string;
  readonly title: Key;
  /** The component, or how it is fetched when the route is first visited. */
  readonly view: ComponentType | (() => Promise<ComponentType>);
  readonly lazy: boolean;
}

/** The parts that exist, in the order of teaching. */
export const routes: readonly Route[] = [
  { id: "notes", title: "route.notes", view: NotesRoute, lazy: false },
  {
    id: "slips",
    title: "route.slips",
    view: async () => (await import("../routes/slips/slips.tsx")).default,
    lazy: true,
  },
  {
    id: "free",
    title: "route.free",
    view: async () => (await import("../routes/free/free.tsx")).default,
    lazy: true,
  },
  {
    id: "train",
    title: "route.train",
    view: async () => (await import("../routes/train/train.tsx")).default,
    lazy: true,
  },
  {
    id: "code",
    title: "route.code",
    view: async () => (await import("../routes/code/code.tsx")).default,
    lazy: true,
  },
];

export const routeOf = (id: string): Route => routes.find((route) => route.id === id) ?? routes[0]!;
