import type { Command, CommanderError } from "commander";
import { Failure, type Phrase } from "./failure.ts";

/** Pieces that commander's message puts between quotes, and the suggestion it ends on. */
const quoted = (message: string): readonly string[] =>
  [...message.matchAll(/'([^']*)'/g)].map(([, piece]) => piece!);
const suggested = (message: string): Phrase | "" => {
  const name = /\(Did you mean (?:one of )?([^,?)]+)/.exec(message)?.[1];
  return name === undefined ? "" : { word: "didYouMean", values: { name } };
};

const countsOf = (message: string): Phrase => {
  const [, expected = "", received = ""] = /Expected (\d+) arguments? but got (\d+)/.exec(message) ?? [];
  return { word: "expectsCount", values: { expected, received } };
};

/** What commander objects to, as a complaint of our own that speaks both languages. */
export function usageFailure(error: CommanderError, command: Command): Failure {
  const { message } = error;
  const [first = "", second = ""] = quoted(message);
  const name = commandName(command);
  const commands = command.commands.map((one) => one.name()).join(", ");
  const suggestion = suggested(message);
  switch (error.code) {
    case "commander.unknownCommand":
      return new Failure("E1020", { name: first, commands, suggestion });
    case "commander.unknownOption":
      return new Failure("E1021", { name: first, command: name, suggestion });
    case "commander.optionMissingArgument":
      return new Failure("E1023", { option: first, command: name });
    case "commander.missingArgument":
    case "commander.missingMandatoryOptionValue":
      return new Failure("E1022", { name: first, command: name });
    case "commander.invalidArgument": {
      const choices = /Allowed choices are (.*)\.$/.exec(message)?.[1];
      const reason = choices === undefined ? message : ({ word: "oneOf", values: { choices } } as const);
      return new Failure("E1024", { option: first, value: second, command: name, reason });
    }
    case "commander.conflictingOption":
      return new Failure("E1026", { option: first, other: second, reason: name });
    default:
      return new Failure("E1025", { command: name, reason: countsOf(message) });
  }
}

const commandName = (command: Command): string =>
  command.parent === null ? command.name() : `${commandName(command.parent)} ${command.name()}`;
