/**
 * Hooks: what a site decides itself (section 17 of the rules).
 *
 * In reading order: `types`, what hooks are given and give; `check`, the hooks of an engine when it is created;
 * `arguments`, how a job asks for one; `site`, `jobs` and `slots`, what hooks see, made from columns and never the
 * caller's objects (`sets` reads the columns); `results`, what they return, read with care; `host`, which puts these
 * together and is what the module calls (`module`); `faults` and `error`, what was wrong.
 *
 * A hook runs in the middle of a call of the module. So two things must hold whatever it does. Nothing is thrown
 * through the module, which would be left in the middle of its work: `host` catches everything. And the module is not
 * called again meanwhile: `call` of `instance.ts` refuses (`ReentrancyError`). The module itself checks what only it
 * can: that resources were offered, and that windows are where they may be (`core-rs/src/hooks.rs`).
 */
export { askedHook } from "./arguments.js";
export { type CheckedHooks, checkHooks } from "./check.js";
export { HookError, type HookFault, messageOf } from "./error.js";
export { type HookHost, hookHost } from "./host.js";
export type { Answers, HostHooks } from "./module.js";
export type {
  AssignHook,
  AssignInput,
  FindHook,
  FindInput,
  HookAccounting,
  HookArguments,
  HookAssignment,
  HookConfig,
  HookConsumption,
  HookDependency,
  HookGroup,
  HookInput,
  HookJob,
  HookMoldable,
  HookPriority,
  HookResources,
  HookSlot,
  SiteHooks,
  SortHook,
  SortInput,
} from "./types.js";
