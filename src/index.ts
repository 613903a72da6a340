/** The public door of the engine: models in, derivatives, explanations and checks out. */

// Reading a model.
export { parseExpression, parseModel } from "./1-parse/parse.ts";
export { elaborate, readModel } from "./2-elaborate/elaborate.ts";
export { positives, type Declaration, type Definition, type Model } from "./2-elaborate/model.ts";
export type { ExprSyntax, ModelSyntax, NameSyntax, Role, StatementSyntax } from "./1-parse/syntax.ts";
export { statementWords } from "./1-parse/stream.ts";
export { functionNames, functionRow, type FunctionRow } from "./2-elaborate/functions.ts";
export { elaborateClaim, readExpressionIn, type ElaboratedExpression } from "./2-elaborate/expression.ts";

// Models built in TypeScript, and node trees of mathjs.
export {
  call,
  Formula,
  index,
  model,
  ModelBuilder,
  Tensor,
  type IndexRange,
  type Operand,
  type Slot,
} from "./2-elaborate/builder.ts";
export { fromMathjs, toMathjs, type MathjsTree } from "./1-parse/mathjs.ts";

// Differentiating and simplifying.
export {
  calculusOf,
  defaultQuantity,
  defaultVariables,
  derive,
  deriveSecond,
  simplifiedValue,
  targetOf,
  type DeriveRequest,
  type ModelDerivation,
  type ModelDerivative,
  type Unknown,
} from "./4-simplify/derive.ts";
export {
  derivation,
  hessian,
  hessianVectorProduct,
  jacobian,
  jacobianVectorProduct,
  vectorJacobianProduct,
  type Calculus,
  type Derivation,
  type Derivative,
  type Quantity,
} from "./3-differentiate/derivatives.ts";
export * as structure from "./4-simplify/structure.ts";
export type { NamedValue } from "./3-differentiate/names.ts";
export type { Adjoint, Target } from "./3-differentiate/sweep.ts";
export { simplifier, simplify, type Simplifier, type SimplifyOptions } from "./4-simplify/simplify.ts";

// Evaluating by definition, and the referees.
export { evaluate, evaluateScalar } from "./5-evaluate/evaluate.ts";
export { evaluatorOf, type Axed, type Evaluator } from "./5-evaluate/evaluator.ts";
export { EvaluationError } from "./5-evaluate/failure.ts";
export { gatesOf } from "./5-evaluate/gates.ts";
export { checkGradient, gradcheck, type Gradcheck, type GradcheckEntry } from "./5-evaluate/gradcheck.ts";
export { dense, nested, point, tensorDims, type Dense, type Nested, type Point } from "./5-evaluate/point.ts";
export { samplePoint, samplePoints } from "./5-evaluate/sample.ts";
export { taylorSlope } from "./5-evaluate/taylor.ts";

// Printing.
export { makeNaming, namingOf, type Naming } from "./6-explain/naming.ts";
export {
  layoutFor,
  layoutMathml,
  toLatex,
  toMathml,
  toMatrix,
  toSpeech,
  toText,
  type Form,
} from "./6-explain/print.ts";
export { factorsIn, rowForm, type RowForm, type Shape } from "./6-explain/row-form.ts";
export { equationSpeech, layoutSpeech } from "./6-explain/speech.ts";
export { layoutText } from "./6-explain/text.ts";
export { partsOf as layoutParts, type Layout } from "./6-explain/layout.ts";
export type { MathmlOptions } from "./6-explain/mathml.ts";

// Explaining.
export { explain, type Explanation } from "./6-explain/explain.ts";
export { nodeIds, type NodeIds } from "./6-explain/ids.ts";
export { isRule, ruleIds, ruleText, type RuleId } from "./6-explain/messages/catalogue.ts";
export { rulePage, type RulePage } from "./6-explain/rule-page.ts";
export { nodePicture, tensorPicture, type Picture } from "./6-explain/picture.ts";
export { stepRecords, type StepRecord } from "./6-explain/step-record.ts";

// Checking derivations.
export { check, checkNow, type Check, type CheckOptions } from "./7-verify/check.ts";
export type { DerivationText, Line, Part, Side } from "./7-verify/line.ts";
export { Exercises, slipExercise, type SlipExercise } from "./7-verify/exercise/exercise.ts";
export type { FileVerdict, JudgedLine, Status } from "./7-verify/judge/verdict.ts";
export { codeOfSlip, slipIds } from "./7-verify/judge/slips.ts";
export type { Witness } from "./7-verify/judge/witness.ts";
export {
  checkReport,
  fileReport,
  lineReport,
  type CheckReport,
  type FileReport,
  type LineReport,
} from "./7-verify/report.ts";

// Diagnostics.
export { inOrder, isError, type Diagnostic, type Fix, type Severity } from "./core/diagnostic.ts";
export { renderDiagnostic, type RenderOptions } from "./core/render-diagnostic.ts";
export {
  diagnosticRecord,
  regionOf,
  type DiagnosticRecord,
  type FixRecord,
  type Region,
} from "./core/diagnostic-record.ts";
export { codes, isCode } from "./core/messages/catalogue.ts";
export { fill } from "./core/messages/fill.ts";
export { textOf } from "./core/messages/format.ts";
export type { Lang } from "./core/messages/message.ts";
export { didYouMean } from "./core/similar.ts";
export { lineText, makeSource, positionAt, type Position, type Source, type Span } from "./core/span.ts";

// The graph.
export { defaultConventions, type Conventions } from "./core/conventions.ts";
export type { Expr } from "./core/expr.ts";
export type { Index } from "./core/index.ts";
export type { Affine } from "./core/affine.ts";
export { tensorsOf, treeSize } from "./core/walk.ts";
export type { Assumption, Derived, Step } from "./core/step.ts";
