/** The part of the WebAssembly interface that kernels use; TypeScript declares it only beside a browser's types. */
export interface Engine {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports?: Imports,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Memory: new (limits: {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }) => Memory;
}

export interface Memory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  grow(pages: number): number;
}

export type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The engine's WebAssembly; undefined where there is none. */
export const engine = (): Engine | undefined => (globalThis as { readonly WebAssembly?: Engine }).WebAssembly;
