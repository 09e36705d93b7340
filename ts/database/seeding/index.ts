/** Filling an empty OAR database with a site to try things on. */
export { renewSample } from "./sample.js";
export { seedSite } from "./seed.js";
export type {
  SampleColumn,
  SampleGroup,
  SampleJob,
  SampleMoldable,
  SampleReservation,
  SampleResource,
  SampleSite,
} from "./site.js";
