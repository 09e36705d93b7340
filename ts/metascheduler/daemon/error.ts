/** What can be wrong with the address that a daemon tells its health on. */
import { RedoxError } from "../../engine/node.js";

/** The port cannot be listened on. */
export class EndpointError extends RedoxError {
  override readonly name = "EndpointError";
  readonly code = "port";
}
