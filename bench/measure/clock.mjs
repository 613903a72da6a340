/** Processor time: other work on the machine that interrupts a slice does not count. */
import { compile, compiler } from "../native/compile.mjs";

/** Nanoseconds that the whole process has been busy, all its threads together. */
export const ofProcess = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};

/** Nanoseconds that this thread has been busy; of the process where nothing tells. */
export const ofThread =
  process.threadCpuUsage !== undefined
    ? () => {
        const { user, system } = process.threadCpuUsage();
        return (user + system) * 1000;
      }
    : compiler === undefined
      ? ofProcess
      : compile("clock.c", {}).nanoseconds;
