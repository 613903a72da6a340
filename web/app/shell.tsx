import { Component, type ComponentChildren, type JSX } from "preact";
import { useApp, useText } from "./context.ts";
import { Header } from "./header.tsx";
import { RouteView } from "./route-view.tsx";

/** The frame of the page: skip link, header, and the route. */
export function Shell(): JSX.Element {
  const t = useText();
  const { route } = useApp();
  return (
    <>
      <a class="skip" href="#main" onClick={focusMain}>
        {t("skip")}
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Guard key={route.value} message={(message) => t("broken", { message })}>
          <RouteView id={route.value} />
        </Guard>
      </main>
    </>
  );
}

/** The address holds the state, so the skip link moves the focus itself. */
function focusMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

interface GuardProps {
  readonly message: (cause: string) => string;
  readonly children: ComponentChildren;
}

/** A route that fails says so; the others go on. */
class Guard extends Component<GuardProps, { readonly cause?: string }> {
  override state: { readonly cause?: string } = {};

  static override getDerivedStateFromError(error: unknown): { cause: string } {
    return { cause: error instanceof Error ? error.message : String(error) };
  }

  override render({ message, children }: GuardProps): ComponentChildren {
    const { cause } = this.state;
    return cause === undefined ? children : <p role="alert">{message(cause)}</p>;
  }
}
