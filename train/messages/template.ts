import { withParticle } from "./particle.ts";

/** {name}, or {name:을} where a Korean particle follows whose form depends on how the value is read. */
const PLACEHOLDER = /\{(\w+)(?::([가-힣]+))?\}/g;

/** Fills the placeholders of a template. Every placeholder needs its value. */
export function fillTemplate(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string, particle: string | undefined) => {
    const value = values[name];
    if (value === undefined)
      throw new RangeError(`the template ${JSON.stringify(template)} needs a value for ${name}`);
    return particle === undefined ? String(value) : withParticle(String(value), particle);
  });
}
