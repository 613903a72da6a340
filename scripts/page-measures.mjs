/** What is measured inside the page: functions that run there and see nothing of this file. */

/** When the page can be used, in milliseconds after it was asked for. */
export const watchReady = () => {
  new MutationObserver((_records, observer) => {
    if (document.documentElement?.dataset.ready === undefined) return;
    globalThis.readyAt = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, attributes: true, childList: true });
};

/** What had been asked for by the time the page could be used, and what came behind it. */
export const fetched = () => {
  const files = performance.getEntriesByType("resource").map(({ name, startTime }) => ({
    path: new URL(name).pathname,
    isFirst: startTime <= globalThis.readyAt,
  }));
  return [{ path: "/index.html", isFirst: true }, ...files];
};

/** Steps a number 120 times; each time until all that follows is computed, rendered and laid out. */
export const scrub = async () => {
  const field = document.querySelector('input.number[aria-label="I[1]"]');
  const channel = new MessageChannel();
  const next = () =>
    new Promise((resolve) => {
      channel.port1.addEventListener("message", resolve, { once: true });
      channel.port1.start();
      channel.port2.postMessage("");
    });
  const times = [];
  for (let k = 0; k < 120; k++) {
    const since = performance.now();
    const key = k % 2 === 0 ? "ArrowUp" : "ArrowDown";
    field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await next();
    document.body.getBoundingClientRect();
    times.push(performance.now() - since);
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  }
  return times.slice(20);
};

/** Points at 100 parts, each until its light is computed and laid out. */
export const hover = () => {
  const parts = [...document.querySelectorAll("[data-n]")];
  return Array.from({ length: 100 }, (_, k) => {
    const part = parts[(k * 37) % parts.length];
    const since = performance.now();
    part.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    getComputedStyle(part).getPropertyValue("outline-style");
    document.body.getBoundingClientRect();
    return performance.now() - since;
  });
};

/**
 * Presses "to the end" and watches until the last epoch is shown: how long that took, the longest wait between two
 * frames meanwhile, and the longest task, 0 where none was over 50 ms.
 */
export const trainToTheEnd = async ({ button, ended }) => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => {
    tasks.push(...list.getEntries().map(({ duration }) => duration));
  });
  observer.observe({ type: "longtask" });
  const press = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === button);
  const isOver = () => document.querySelector(".meter span").textContent === ended;
  const frame = () =>
    new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  let last = await frame();
  const start = performance.now();
  press.click();
  let longest = 0;
  while (!isOver()) {
    const now = await frame();
    longest = Math.max(longest, now - last);
    last = now;
  }
  const took = performance.now() - start;
  longest = Math.max(longest, (await frame()) - last);
  await new Promise((resolve) => {
    setTimeout(resolve, 100);
  });
  observer.disconnect();
  return { took, longest, task: Math.max(0, ...tasks) };
};

/**
 * Pastes a text into the field of `#/free` as a browser does: when the first sign stands in the margin, when the first
 * message stands beside it, when all lines are judged, and the longest wait between two frames meanwhile. What is said
 * of the text before it does not count: its messages are known, and the message must quote the pasted text.
 */
export const paste = async (text) => {
  const field = document.querySelector(".draft textarea");
  field.focus();
  field.select();
  const older = new Set(document.querySelectorAll(".findings > li"));
  const isNew = (one) =>
    !older.has(one) &&
    [...one.querySelectorAll(".place + code")].some(({ textContent }) => quotes(text, textContent));
  const quotes = (whole, part) =>
    part !== "" && whole.replaceAll(/\s+/g, " ").includes(part.replace(/…$/, ""));
  const seen = { sign: 0, message: 0, whole: 0, longest: 0 };
  const start = performance.now();
  const observer = new MutationObserver(() => {
    const now = performance.now() - start;
    const judged = [...document.querySelectorAll(".signs b")].some(({ textContent }) => textContent !== "");
    if (judged) seen.sign ||= now;
    if ([...document.querySelectorAll(".findings > li")].some(isNew)) seen.message ||= now;
  });
  observer.observe(document.querySelector(".free"), { subtree: true, childList: true, characterData: true });
  document.execCommand("insertText", false, text);
  let last = start;
  const verdict = document.querySelector("#free-verdict");
  const isOver = () => seen.sign > 0 && /^[✗◌✓]/.test(verdict.textContent);
  while (!isOver() && performance.now() - start < 20_000) {
    const now = await new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
    seen.longest = Math.max(seen.longest, now - last);
    last = now;
  }
  seen.whole = performance.now() - start;
  observer.disconnect();
  return seen;
};
