import type { Terroir } from "../types/index.cjs";

/** What a mini-program host gives: its own WebAssembly, by path. */
export interface Host {
  /** Where the package put `terroir.wasm`, as the host's `instantiate` wants it. */
  path: string;
  /** `WXWebAssembly.instantiate` in WeChat, `MYWebAssembly.instantiate` in Alipay. */
  instantiate(path: string, imports: object): PromiseLike<unknown>;
}

/** Loads terroir. */
export function load(host: Host): Promise<Terroir>;
