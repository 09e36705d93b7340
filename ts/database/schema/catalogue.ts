/** The columns that `resources` has at the moment: the fixed ones and those of the site. */
import { DatabaseError, type Queries } from "../session/index.js";

/**
 * What can be done with the values of a column: numbers and texts are what `oarproperty` makes, others come from
 * administrators by hand.
 */
export type ColumnKind = "integer" | "number" | "text" | "other";

/** A column. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The type as PostgreSQL writes it, such as `character varying(255)`. */
  readonly type: string;
  /**
   * Whether equal values of it are the same for every condition. They are not in a `numeric`, where 1.0 and 1.00 can be
   * divided differently, nor under a collation of its own, which may call different texts equal.
   */
  readonly alike: boolean;
  /** Whether rows can be sorted by it. A `json` or a `point`, for example, has no order. */
  readonly ordered: boolean;
}

/** The columns of `resources` by their exact names, in their order. */
export type Catalogue = ReadonlyMap<string, Column>;

const KINDS: Readonly<Record<string, ColumnKind>> = {
  int2: "integer",
  int4: "integer",
  int8: "integer",
  numeric: "number",
  float4: "number",
  float8: "number",
  varchar: "text",
  bpchar: "text",
  text: "text",
};

const ALIKE = new Set([
  "int2",
  "int4",
  "int8",
  "float4",
  "float8",
  "varchar",
  "text",
  "bool",
  "date",
  "timestamp",
  "timestamptz",
]);
/** None, that of the database, "C" and "POSIX". */
const COLLATIONS = new Set([0, 100, 950, 951]);

/** Of a domain the type that it is made of, of a list that of its items: there may be several steps. */
const BASES = `WITH RECURSIVE base AS (
    SELECT oid AS column_type, oid FROM pg_type
      WHERE oid IN (SELECT atttypid FROM pg_attribute WHERE attrelid = to_regclass('resources') AND NOT attisdropped)
    UNION SELECT column_type, CASE WHEN typtype = 'd' THEN typbasetype ELSE typelem END
      FROM base JOIN pg_type ON pg_type.oid = base.oid WHERE typtype = 'd' OR typcategory = 'A')`;

/** The sort of `base.oid` is known, unless it is one of those above; rows in a column are not looked into. */
const ORDERED = `bool_and(base.typtype = 'd' OR base.typcategory = 'A' OR base.typtype IN ('e', 'r', 'm') OR EXISTS (
    SELECT FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod
    WHERE amname = 'btree' AND opcdefault AND (opcintype = base.oid OR EXISTS (SELECT FROM pg_cast
      WHERE castsource = base.oid AND casttarget = opcintype AND castmethod = 'b' AND castcontext = 'i'))))`;

/**
 * Reads the columns. To be done for each round: administrators add columns at any time.
 *
 * @throws DatabaseError `not_oar`: there is no table `resources`
 */
export async function readCatalogue(queries: Queries): Promise<Catalogue> {
  const rows = await queries.run(
    `${BASES}
     SELECT attname::text AS name, typname::text AS base, format_type(atttypid, atttypmod) AS type,
       attcollation::int8 AS collation, (SELECT ${ORDERED} FROM base AS step JOIN pg_type AS base ON base.oid = step.oid
         WHERE step.column_type = atttypid) AS ordered
     FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
     WHERE attrelid = to_regclass('resources') AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  );
  if (rows.length === 0) throw new DatabaseError("not_oar", "expected an OAR database, found no table resources");
  return new Map(
    rows.map(({ name, base, type, collation, ordered }) => {
      const kind = KINDS[String(base)] ?? "other";
      const alike = ALIKE.has(String(base)) && COLLATIONS.has(Number(collation));
      return [String(name), { name: String(name), kind, type: String(type), alike, ordered: ordered === true }];
    }),
  );
}
