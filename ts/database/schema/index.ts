/**
 * OAR's tables: as drizzle tables for typed statements, as the statements that make them, and as they are found. A
 * test compares the first two.
 */
export { type Catalogue, type Column, type ColumnKind, readCatalogue } from "./catalogue.js";
export { addShippedQueues, checkVersion, createDatabase, createSchema, type SchemaVersion } from "./create.js";
export { SCHEMA_VERSION, schemaStatements } from "./ddl.js";
export { NOTIFY_CHANNEL, NOTIFY_TRIGGER, NOTIFYING_TABLES, notifyTriggers } from "./notify.js";
export {
  columnsInUse,
  grantStatements,
  PRIVILEGES,
  type Privilege,
  revokeStatement,
} from "./privileges.js";
export * as tables from "./tables.js";
