/** Runs before each test file: one worker runs several, and they share what is costly to make. */
import { afterAll } from "vitest";
import { dropDatabases } from "./databases.js";

afterAll(dropDatabases);
