import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useApp, useText } from "./context.ts";
import { routeOf } from "./routes.ts";

/** The component of a route; one that is fetched shows when it has come. */
export function RouteView({ id }: { readonly id: string }): JSX.Element {
  const t = useText();
  const { lang } = useApp();
  const route = routeOf(id);
  const [fetched, setFetched] = useState<{ readonly view: ComponentType } | { readonly failure: string }>();
  useEffect(() => {
    document.title = `${t(route.title)} – ${t("title")}`;
  }, [id, lang.value]);
  useEffect(() => {
    if (route.lazy) void fetchView(route.view as () => Promise<ComponentType>).then(setFetched);
  }, [id]);
  if (!route.lazy) {
    const View = route.view as ComponentType;
    return <View />;
  }
  if (fetched === undefined) return <p class="loading">{t("loading")}</p>;
  if ("failure" in fetched) return <p role="alert">{t("broken", { message: fetched.failure })}</p>;
  return <fetched.view />;
}

async function fetchView(
  load: () => Promise<ComponentType>,
): Promise<{ readonly view: ComponentType } | { readonly failure: string }> {
  try {
    return { view: await load() };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
