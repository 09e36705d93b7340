/** The notifier that tells: ZeroMQ, TCP and mail, to the addresses of `oar.conf` and to clients that wait. */
import type { ChangedJob, OarEvent, Settings } from "../../database/index.js";
import type { Logger } from "../../engine/index.js";
import { clientAddress } from "./address.js";
import { launchLine, launchPayload, oneLine } from "./messages.js";
import type { AlmightyCommand, GretaMessage, NotificationTag, Notifier } from "./notifier.js";
import { Owners } from "./owners.js";
import { PushPeer } from "./push.js";
import { TcpSender } from "./tcp.js";
import { PATIENCE } from "./waiting.js";

/**
 * Tells everybody, for one round: close it at the end of the round, and make another one for the next. Messages to
 * Almighty, bipbip, Greta and owners are under way when a call returns; {@link close} waits for them. With
 * `METASCHEDULER_OAR3_WITH_OAR2` launches go to OAR 2's Almighty, and a call returns when that one has been told; once it
 * cannot be reached nothing more is sent to it, as the next round tells of these jobs again.
 */
export class NetworkNotifier implements Notifier {
  readonly #settings: Settings;
  readonly #log: Logger;
  readonly #tcp = new TcpSender();
  readonly #almighty: PushPeer;
  readonly #bipbip: PushPeer;
  readonly #greta: PushPeer;
  readonly #owners: Owners;
  #oar2: Promise<boolean> = Promise.resolve(true);
  #closing: Promise<readonly OarEvent[]> | null = null;

  constructor(settings: Settings, log: Logger) {
    this.#settings = settings;
    this.#log = log;
    this.#almighty = new PushPeer("Almighty", settings.SERVER_HOSTNAME, settings.APPENDICE_SERVER_PORT, log);
    this.#bipbip = new PushPeer("bipbip", settings.BIPBIP_COMMANDER_SERVER, settings.BIPBIP_COMMANDER_PORT, log);
    this.#greta = new PushPeer("Greta", settings.GRETA_SERVER, settings.GRETA_PORT, log);
    this.#owners = new Owners(settings, log);
  }

  async almighty(command: AlmightyCommand): Promise<void> {
    this.#almighty.send({ cmd: command });
  }

  async launch(job: number): Promise<void> {
    if (!this.#settings.METASCHEDULER_OAR3_WITH_OAR2) {
      this.#bipbip.send(launchPayload(job));
      return;
    }
    this.#oar2 = this.#oar2.then((reachable) => reachable && this.#launchByLine(job));
    await this.#oar2;
  }

  async greta(message: GretaMessage): Promise<void> {
    this.#greta.send({ ...message });
  }

  async oarsub(infoType: string | null, text: string): Promise<boolean> {
    const address = clientAddress(infoType, this.#settings);
    const why = address === null ? "it is no address of a client" : await this.#tcp.send(address, oneLine(text));
    if (why !== null) this.#log.warn?.("a client was not told", { info_type: infoType, why });
    return why === null;
  }

  async owner(job: ChangedJob, tag: NotificationTag, text: string): Promise<void> {
    this.#owners.tell(job, tag, text);
  }

  close(): Promise<readonly OarEvent[]> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<readonly OarEvent[]> {
    const peers = [this.#almighty, this.#bipbip, this.#greta];
    const [events] = await Promise.all([this.#owners.close(PATIENCE), ...peers.map((peer) => peer.close(PATIENCE))]);
    return events;
  }

  /** @returns whether OAR 2's Almighty can be reached */
  async #launchByLine(job: number): Promise<boolean> {
    const [host, port] = [this.#settings.SERVER_HOSTNAME, this.#settings.SERVER_PORT];
    const why = await this.#tcp.send({ host, port }, launchLine(job));
    if (why !== null) this.#log.error?.("OAR 2's Almighty was not told of launches", { host, port, why });
    return why === null;
  }
}
