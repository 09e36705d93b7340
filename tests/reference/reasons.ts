/** Why a job is not placed, when several moldables failed (section 16 of the rules). */
import type { OrdinaryReason } from "../../ts/model/index.js";

/** Reasons of moldables, the one that counts first (R16.2). */
const BY_WEIGHT: readonly OrdinaryReason[] = [
  "quota",
  "quota_horizon",
  "no_resources",
  "unknown_level",
  "invalid_request",
];

/** The reason of a job from those of its moldables; without any, `invalid_request` (R16.1, 2). */
export function reasonOf(moldables: readonly OrdinaryReason[]): OrdinaryReason {
  return BY_WEIGHT.find((reason) => moldables.includes(reason)) ?? "invalid_request";
}
