/**
 * A suite: contenders that do the same work.
 * @typedef {{ title: string, contenders: Contender[], skipped: { name: string, because: string }[], effort?: object }} Suite
 */
import { compiler, hasOpenBlas } from "../native/compile.mjs";

/** Collects contenders; one that cannot be had here is skipped with its reason, a wrong one ends everything. */
export class Field {
  contenders = [];
  skipped = [];

  async add(name, make) {
    this.contenders.push(await make(name));
  }

  /** @param {"compiler" | "openblas"} needs */
  async addNative(name, make, needs = "compiler") {
    if (compiler === undefined) this.skipped.push({ name, because: "no gcc on this machine" });
    else if (needs === "openblas" && !hasOpenBlas)
      this.skipped.push({ name, because: "OpenBLAS is not installed" });
    else await this.add(name, make);
  }

  /** Libraries by their names; `make` gets the name and the task. */
  async addPeers(peers, task) {
    for (const [name, make] of Object.entries(peers))
      try {
        await this.add(name, () => make(name, task));
      } catch (error) {
        if (/ is wrong by /.test(error.message)) throw error;
        this.skipped.push({ name, because: String(error.message).split("\n")[0] });
      }
  }

  /** Everybody, with a title and whatever else is known. */
  suite(about) {
    return { ...about, contenders: this.contenders, skipped: this.skipped };
  }
}
