import type { Entry } from "./catalogue.ts";

/** Every message of training, in English. `{name}` stands for a value given where the message is raised. */
export const english = {
  E0901: {
    title: "the seed {seed} cannot be used",
    cause: "a seed is an integer from 0 to {largest}",
    remedy: "choose one, for example 1",
  },
  E0902: {
    title: "there is no data",
    cause: "{source} holds no rows",
    remedy: "give a file with a header and at least two rows",
  },
  E0903: {
    title: "there is no column {column}",
    cause: "the columns are {columns}",
    remedy: "use one of these names{suggestion}",
  },
  E0904: {
    title: "{cell} is not a number",
    cause: "column {column} is a feature, and features are finite numbers written like 1.5 or 2e-3",
    remedy: "correct the cell, or leave the column out of the features",
  },
  E0905: {
    title: "a value is missing",
    cause: "column {column} is empty here",
    remedy: "fill it in or remove the row",
  },
  E0906: {
    title: "this row has {found} cells, the header has {expected}",
    cause: "every row needs one cell for each column",
    remedy: "add the missing cells or remove those too many; put a cell that holds {delimiter} into quotes",
  },
  E0907: {
    title: "there is only one class, {label}",
    cause: "all {rows} rows carry the same label, so there is nothing to tell apart",
    remedy: "use data with at least two classes, or name another class column",
  },
  E0908: {
    title: "the column name {column} stands in the header twice",
    cause: "a name must say which column is meant",
    remedy: "rename one of the two",
  },
  E0909: {
    title: "the file is not valid CSV",
    cause: "{reason}",
    remedy: "close the quote, and double a quote inside quotes",
  },
  E0910: { title: "the file is not valid JSON", cause: "{reason}", remedy: "correct the JSON at this place" },
  E0911: {
    title: "the JSON data have the wrong form",
    cause: "{found} stands where {expected} belongs",
    remedy: 'give an array of records, or {"features": [[…]], "labels": […]}',
  },
  E0912: {
    title: "the data have {found} features, but input {name} of the model holds {expected}",
    cause: "the features are {features}",
    remedy:
      "choose {expected} of the columns (one fewer makes room for a constant 1), or change the size of {name}",
  },
  E0913: {
    title: "the data have {found} classes, but label {name} of the model holds {expected}",
    cause: "the classes are {classes}",
    remedy: "declare the label as {name}[{found}], or use data with {expected} classes",
  },
  E0914: {
    title: "this is not a file of weights",
    cause: "{found} stands where {expected} belongs",
    remedy: "give a file that the train command has saved",
  },
  E0915: {
    title: "the saved weights {name} have shape {found}, the model needs {expected}",
    cause: "the weights belong to another model, or its sizes have changed since",
    remedy: "train afresh, or go back to the model the weights were made for",
  },
  E0916: {
    title: "the saved weights lack {name}",
    cause: "the file holds {found}",
    remedy: "train afresh, or go back to the model the weights were made for",
  },
  E0917: {
    title: "the saved weights belong to another model",
    cause: "they were made for the graph {found}, this model is {expected}",
    remedy: "train afresh, or go back to the model the weights were made for",
  },
  E0918: {
    title: "{name} = {value} cannot be used",
    cause: "{name} is {expected}",
    remedy: "choose such a value",
  },
  E0919: {
    title: "the model has nothing to train",
    cause: "it declares no {missing}",
    remedy: "declare the weights with param, the features with input and the classes with label",
  },
  E0920: {
    title: "class {label} has {rows} rows, too few to hold some back",
    cause: "the held-out part needs at least one row of each class, and training needs one too",
    remedy: "add rows of that class, or hold nothing back (a share of 0)",
  },
  E0921: {
    title: "this run differs from the saved one in {name}: {found} then, {expected} now",
    cause: "going on under other conditions would not continue the same descent",
    remedy: "give the same {name}, or start afresh",
  },
  E0924: {
    title: "the package {package} is not installed",
    cause: "its data are large, so it does not come with this one",
    remedy: "install it: npm install {package}",
  },
  W0901: {
    title: "the descent left the finite numbers in epoch {epoch} (loss {loss})",
    cause: "the last finite loss was {last}; a step of rate {rate} overshot",
    remedy: "use a smaller rate, for example {smaller}; the weights before that step are kept",
  },
  W0902: {
    title: "the loss is growing: from {first} to {loss} at epoch {epoch}",
    cause: "steps of rate {rate} overshoot the valley",
    remedy: "use a smaller rate, for example {smaller}",
  },
  W0903: {
    title: "unit {unit} of {tensor} is dead: off for all {rows} rows",
    cause: "where ReLU is off its derivative is 0, so no gradient reaches this unit and it stays off",
    remedy: "use another seed or a smaller rate, or max(x, 0.1 * x) in place of relu(x)",
  },
  W0904: {
    title: "class {label} is never predicted, though {rows} rows belong to it",
    cause: "the descent sits in a wrong minimum, or has only begun",
    remedy: "try another seed, more epochs or another rate",
  },
  N0905: {
    title: "learning has stopped at a loss of {loss}",
    cause: "over the last {epochs} epochs the loss fell by less than 0.1 %",
    remedy: "more epochs will hardly help; another seed, another rate or more units may",
  },
  W0906: {
    title: "the data break the assumption {assumption} in {count} of {rows} rows",
    cause:
      "in row {row} the sum is {sum}; the closed forms used the assumption, so the gradient is wrong there",
    remedy: "correct the labels, or remove the assumption from the model and derive again",
  },
  W0907: {
    title: "column {column} has the same value {value} in every training row",
    cause: "it tells no rows apart and cannot be scaled to variance 1; it was only centred",
    remedy: "leave the column out",
  },
  W0909: {
    title: "the cost or its gradient is not finite from the start (loss {loss} in epoch {epoch})",
    cause:
      "at these weights and data there is no finite slope: a log or root out of its domain, a division by 0, NaN in the data, or weights that are far too large",
    remedy: "look at the cost at one row with the eval command, and at the first weights",
  },
  N0908: {
    title: "a constant 1 was added as the last feature",
    cause:
      "input {name} holds {size} numbers and the data have {found} features; the constant plays the bias",
    remedy: "give {size} columns if that is not meant",
  },
} as const satisfies Readonly<Record<string, Entry>>;
