/** Sites to try things on. */
export { sampleCluster } from "./cluster.js";
