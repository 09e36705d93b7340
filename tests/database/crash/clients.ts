/** Those to whom a round tells something: submitters that wait, Almighty and bipbip, each of which can be a boundary. */
import { type AddressInfo, createServer, type Server } from "node:net";
import { Pull } from "zeromq";

/** What happened: `oarsub 20 connected`, `oarsub 20 GOOD RESERVATION`, `almighty {"cmd":"ChState"}`, `bipbip …`. */
export type Hear = (event: string) => void;

/** They listen until they are closed. */
export class Listeners {
  /** All that was heard, in its order; without what only connects. */
  readonly heard: string[] = [];
  readonly #servers: Server[] = [];
  readonly #ports = new Map<number, number>();
  readonly #pulls: Pull[] = [];
  readonly #settings: Record<string, string> = {};
  #hear: Hear = () => undefined;

  /** Opens clients for these jobs, and the two programs. */
  static async open(jobs: readonly number[]): Promise<Listeners> {
    const listeners = new Listeners();
    for (const job of jobs) await listeners.#client(job);
    await listeners.#program("almighty", "APPENDICE_SERVER_PORT", "SERVER_HOSTNAME");
    await listeners.#program("bipbip", "BIPBIP_COMMANDER_PORT", "BIPBIP_COMMANDER_SERVER");
    return listeners;
  }

  /** Where a job's client listens. */
  readonly address = (job: number): string => `127.0.0.1:${this.#ports.get(job)}`;

  /** The keys of `oar.conf` that say where they are. */
  get settings(): Readonly<Record<string, string>> {
    return this.#settings;
  }

  /** Forgets what was heard; from now on `hear` is told. */
  reset(hear: Hear): void {
    this.heard.length = 0;
    this.#hear = hear;
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const pull of this.#pulls) pull.close();
  }

  async #client(job: number): Promise<void> {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      this.#hear(`oarsub ${job} connected`);
      socket.on("data", (text) => this.#tell(`oarsub ${job} ${String(text).trimEnd()}`));
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#ports.set(job, (server.address() as AddressInfo).port);
  }

  async #program(name: string, portKey: string, hostKey: string): Promise<void> {
    const pull = new Pull({ linger: 0 });
    await pull.bind("tcp://127.0.0.1:*");
    this.#pulls.push(pull);
    this.#settings[portKey] = String(pull.lastEndpoint).split(":").at(-1) ?? "";
    this.#settings[hostKey] = "127.0.0.1";
    void (async () => {
      for await (const [frame] of pull) this.#tell(`${name} ${frame}`);
    })().catch(() => undefined);
  }

  #tell(event: string): void {
    this.heard.push(event);
    this.#hear(event);
  }
}
