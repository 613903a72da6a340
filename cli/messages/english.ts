import type { Entry } from "./catalogue.ts";

/** Complaints of the command line, in English. `{name}` stands for a value given where the complaint is made. */
export const complaints = {
  E1000: {
    title: "chainrule itself failed: {reason}",
    cause: "this is a defect of chainrule, not of your input",
    remedy:
      "please report it, with the command line and the input (version {version}, Node.js {node}, {system})",
  },
  E1001: {
    title: "{file} cannot be read",
    cause: "{reason}",
    remedy: "check the name, or give - to read standard input",
  },
  E1002: {
    title: "{file} cannot be written",
    cause: "{reason}",
    remedy: "name a folder that can be written",
  },
  E1003: {
    title: "this is not valid JSON: {reason}",
    cause: "a data file is one JSON object, from names to numbers and nested arrays",
    remedy: "correct the file at this place",
  },
  E1004: {
    title: "the model has no {name}",
    cause: "it declares {declared}",
    remedy: "use one of these names{suggestion}",
  },
  E1005: {
    title: "the data lack {names}",
    cause: "the model needs a value for {declared}",
    remedy: "add it to the file, for example {example}",
  },
  E1006: {
    title: "{name} has shape {found}, the model declares {expected}",
    cause: "data are nested arrays, row by row: the outermost array runs over the first axis",
    remedy: "give {name} as {example}",
  },
  E1007: {
    title: "{path}: {found} is no number",
    cause: 'a value is a JSON number, or one of the strings "NaN", "Infinity" and "-Infinity"',
    remedy: "write a number here",
  },
  E1008: {
    title: "{name} stands in the data twice",
    cause: "it is unclear which of the two is meant",
    remedy: "remove one of them",
  },
  E1009: {
    title: "the array {path} has {found} entries here and {expected} before",
    cause: "the rows of an array are equally long; the model declares {name} with shape {shape}",
    remedy: "give every row {expected} entries",
  },
  E1010: {
    title: "{path} is {found}, and entries of {name} are whole numbers from 1 to {size}",
    cause: "{name} holds indices into an axis of size {size}, and indices count from 1",
    remedy: "write a whole number from 1 to {size}",
  },
  E1011: { title: "{file} is a folder", cause: "a file is needed here", remedy: "name a file in it" },
  E1012: {
    title: "the data are not an object",
    cause: "{found} stands where a JSON object belongs",
    remedy: 'give an object from names to values, like {"I": [1, 2, -1]}',
  },
  E1013: {
    title: "{file} is not text",
    cause: "it is not valid UTF-8 (byte {offset})",
    remedy: "save it as UTF-8",
  },
  E1020: {
    title: "there is no command {name}",
    cause: "the commands are {commands}",
    remedy: "see chainrule --help{suggestion}",
  },
  E1021: {
    title: "there is no option {name}",
    cause: "{command} does not know it",
    remedy: "see {command} --help{suggestion}",
  },
  E1022: { title: "{name} is missing", cause: "{command} needs it", remedy: "see {command} --help" },
  E1023: { title: "{option} needs a value", cause: "nothing follows it", remedy: "see {command} --help" },
  E1024: {
    title: "{value} is no value for {option}",
    cause: "{reason}",
    remedy: "see {command} --help",
  },
  E1025: { title: "too many arguments for {command}", cause: "{reason}", remedy: "see {command} --help" },
  E1026: {
    title: "{option} and {other} exclude each other",
    cause: "{reason}",
    remedy: "leave one of them out",
  },
  E1027: {
    title: "there is no page for {name}",
    cause: "explain knows the codes of messages and the names of rules",
    remedy: "chainrule explain without a name lists them{suggestion}",
  },
  E1030: {
    title: "the model defines no {name}",
    cause: "it defines {known}",
    remedy: "name one of these with --of{suggestion}",
  },
  E1031: {
    title: "the model has no {name} to differentiate by",
    cause: "it has {known}",
    remedy: "name some of these with --wrt{suggestion}",
  },
  E1032: {
    title: "the model defines no number that could be differentiated",
    cause: "it defines {known}",
    remedy: "define a scalar such as Cost, or name a tensor with --of",
  },
  E1033: {
    title: "{name} is no number, and second derivatives are those of a number",
    cause: "the second derivatives of a tensor would have the axes of both variables and its own",
    remedy: "name a scalar with --of",
  },
  E1034: {
    title: "{name} is no number, and only a number has a gradient",
    cause: "the derivative of a tensor has the axes of both",
    remedy: "ask for it with --jacobian",
  },
  E1035: {
    title: "there is no value at this point: {reason}",
    cause: "the model cannot be evaluated with these data",
    remedy: "correct the data, or guard the expression in the model",
  },
  W1040: {
    title: "the data break the assumption {text}",
    cause: "the left side is {found}, the right side {expected}; closed forms and kernels use the assumption",
    remedy: "correct the data, or remove the assumption from the model",
  },
  W1041: {
    title: "the data break the assumption {text}",
    cause: "left minus right is {found}; closed forms and kernels use the assumption",
    remedy: "correct the data, or remove the assumption from the model",
  },
} as const satisfies Readonly<Record<string, Entry>>;

/** Single words and phrases, in English. */
export const words = {
  error: "error",
  warning: "warning",
  note: "note",
  cause: "cause",
  help: "help",
  commands: "Commands:",
  options: "Options:",
  arguments: "Arguments:",
  usage: "Usage:",
  examples: "Examples:",
  index: "index form",
  matrix: "matrix form",
  assuming: "assuming",
  convention: "convention",
  entry: "entry",
  formula: "formula",
  central: "central",
  left: "left",
  right: "right",
  verdict: "verdict",
  agrees: "agrees",
  kink: "kink",
  disagrees: "disagrees",
  more: "… and {count} more (--all shows them)",
  totals:
    "{count} partials: {agree} agree, {kinks} at a kink, {disagree} disagree; largest relative error {error}, Taylor slope {slope}",
  vacuous:
    "Every partial is 0 on both sides here: this point proves nothing. Choose another with --at or --seed.",
  didYouMean: "; did you mean {name}?",
  anInteger: "a whole number from {least} is expected",
  aPositiveNumber: "a number greater than 0 is expected",
  someNames: "names between commas are expected, like W0,W1",
  oneOf: "it is one of {choices}",
  noSuchFile: "there is no such file",
  notAllowed: "you are not allowed to",
  endOfText: "the text ends here",
  expectedInstead: "{expected} is expected here",
  badEscape: "no such escape in a string",
  badNumber: 'a number in JSON looks like -1.5e3, and NaN is the string "NaN"',
  nestedTooDeep: "arrays are nested more than {depth} deep",
  somethingAfter: "something follows the value",
  expectsCount: "{expected} are expected, {received} were given",
} as const;

/** Help texts, in English. */
export const help = {
  program: "Derives gradients in closed form, explains every step, checks them, and generates fast kernels.",
  version: "print the version",
  help: "print this help",
  lang: "language of messages: en or ko",
  json: "print one JSON document and nothing else",
  model: "a model file (*.chain), or - for standard input",
  explain: "the page behind a message or a rule; without a name, the list of all",
  explainName: "the code of a message or the name of a rule",
  derive: "derivatives in closed form, with what they assume and the steps that lead to them",
  of: "the quantity to differentiate (default: the last scalar definition)",
  wrt: "the variables, between commas (default: all parameters)",
  order: "first or second derivatives",
  form: "index notation or matrix notation alone (default: both)",
  format: "how formulas are written",
  steps: "show the numbered chain-rule steps",
  eval: "numbers: a value with its derivatives, by the generated kernel",
  at: "a data file: JSON, from names to numbers and nested arrays; - for standard input",
  evalOf: "the quantity to evaluate (default: the last scalar definition)",
  grad: "gradients by these variables",
  jacobian: "Jacobians by these variables: axes of the quantity, then of the variable",
  hessian: "second derivatives by these variables",
  oracle: "compute by definition, entry by entry, instead of with the kernel",
  more: "See chainrule COMMAND --help for the options and examples of a command.",
} as const;
