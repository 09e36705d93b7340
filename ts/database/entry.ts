/**
 * `oar-scheduler-redox/database`, for programs in Node: what reads `oar.conf`, opens sessions on an OAR database, leads
 * it, checks property filters and prepares rehearsals. What a round reads and writes belongs to the round, and is not here.
 */
export {
  type Configuration,
  ConfigurationError,
  type ConfigurationFault,
  loadConfiguration,
  parseConfiguration,
  type Settings,
} from "./configuration/index.js";
export {
  FILTER_LIMITS,
  type Filter,
  type FilterCode,
  FilterError,
  type KnownColumns,
  parseFilter,
} from "./filter/index.js";
export { prepareStage, type RowChange, rehearsedChanges } from "./rehearsal/index.js";
export {
  type Catalogue,
  type Column,
  type ColumnKind,
  checkVersion,
  createDatabase,
  readCatalogue,
  SCHEMA_VERSION,
  type SchemaVersion,
  tables,
} from "./schema/index.js";
export {
  DATABASE_CODES,
  type DatabaseCode,
  DatabaseError,
  type DatabaseSettings,
  type Deadlines,
  type EmbeddedSettings,
  type Leadership,
  type LeadershipOptions,
  openSession,
  type Parameter,
  type Queries,
  type Row,
  type ServerSettings,
  type Session,
  settingsOfConfiguration,
  settingsOfUrl,
  type TlsMode,
  type Transaction,
  tryLead,
  type Value,
} from "./session/index.js";
