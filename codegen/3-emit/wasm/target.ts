import type { Program } from "../../1-lower/nest.ts";
import { totalOperations, type Operations } from "../../2-schedule/count.ts";
import { operationsOf } from "../../2-schedule/prune.ts";
import type { Plan } from "../../2-schedule/strategy.ts";
import { unroll } from "../../2-schedule/unroll.ts";
import type { Bodies } from "../bodies.ts";
import { rolledBodies } from "../rolled.ts";
import type { KernelOptions } from "../request.ts";
import type { Signature } from "../signature.ts";
import { wasmKernel, type WasmRequest } from "./kernel.ts";
import { wasmBodies } from "./wrapper.ts";

export interface WasmTargetRequest {
  readonly program: Program;
  readonly plan: Plan;
  readonly signature: Signature;
  readonly options: KernelOptions;
  readonly operations: Operations;
}

type ModuleRequest = Pick<WasmTargetRequest, "program" | "plan" | "signature" | "options">;

const kernelRequest = ({ program, plan, signature, options }: ModuleRequest): WasmRequest => {
  const { precision = "f64", batch = true } = options;
  const straight = plan.module === "unrolled" ? unroll(program) : undefined;
  return { program, signature, precision, batch, single: straight, lanes: straight };
};

/** The bytes of the module without fused operations, the one that every engine with SIMD runs. */
export const wasmBytes = (request: ModuleRequest): Uint8Array =>
  wasmKernel(kernelRequest(request), false).bytes;

/** The functions of a kernel as WebAssembly with a wrapper around it. */
export function wasmTarget(target: WasmTargetRequest): Bodies {
  const { program, signature, options, operations } = target;
  const request = kernelRequest(target);
  return wasmBodies({
    signature,
    plain: wasmKernel(request, false),
    fused: options.fused === false ? undefined : wasmKernel(request, true),
    operations: totalOperations(operations),
    hasGradient: request.single !== undefined && signature.gradients.length > 0,
    values: operationsOf(program),
    fallback:
      options.fallback === false
        ? undefined
        : rolledBodies(program, signature, { inline: false, batches: false }),
  });
}
