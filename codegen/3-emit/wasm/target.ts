import type { Program } from "../../1-lower/nest.ts";
import { totalOperations, type Operations } from "../../2-schedule/count.ts";
import { operationsOf } from "../../2-schedule/prune.ts";
import type { Plan } from "../../2-schedule/strategy.ts";
import { unroll } from "../../2-schedule/unroll.ts";
import type { Bodies } from "../bodies.ts";
import type { KernelOptions } from "../request.ts";
import type { Signature } from "../signature.ts";
import { wasmKernel } from "./kernel.ts";
import { wasmBodies } from "./wrapper.ts";

export interface WasmTargetRequest {
  readonly program: Program;
  readonly plan: Plan;
  readonly signature: Signature;
  readonly options: KernelOptions;
  readonly operations: Operations;
}

/** The functions of a kernel as WebAssembly with a wrapper around it. */
export function wasmTarget({ program, plan, signature, options, operations }: WasmTargetRequest): Bodies {
  const { precision = "f64", batch = true, fused = true } = options;
  const straight = plan.module === "unrolled" ? unroll(program) : undefined;
  const request = { program, signature, precision, batch, single: straight, lanes: straight };
  return wasmBodies({
    signature,
    plain: wasmKernel(request, false),
    fused: fused ? wasmKernel(request, true) : undefined,
    operations: totalOperations(operations),
    hasGradient: straight !== undefined && signature.gradients.length > 0,
    values: operationsOf(program),
  });
}
