/** Processor time: other work on the machine that interrupts a slice does not count. */
import { compile, compiler } from "../native/compile.mjs";

/** Nanoseconds that the whole process has been busy, all its threads together. */
export const ofProcess = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};

/**
 * Nanoseconds that this thread has been busy; of the process where nothing tells. What Node.js tells of a thread moves by
 * a tick of the system at a time on some machines, so C is asked first.
 */
export const ofThread =
  compiler !== undefined
    ? compile("clock.c", {}).nanoseconds
    : process.threadCpuUsage === undefined
      ? ofProcess
      : () => {
          const { user, system } = process.threadCpuUsage();
          return (user + system) * 1000;
        };
